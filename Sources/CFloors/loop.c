#include "loop.h"

#include <pthread.h>
#include <stdlib.h>

int floors_accept(struct floors_shape shape, struct floors_result *result) {
    memset(result, 0, sizeof *result);
    if (shape.records > 0 && shape.size >= 8 && shape.size <= (1u << 20) && shape.threads >= 1
        && shape.threads <= FLOORS_THREADS && shape.seconds > 0)
        return 1;
    floors_fail(result, "shape", "records, size, threads or seconds are out of range");
    return 0;
}

struct task {
    floors_body body;
    void *context;
    uint64_t deadline;
    uint64_t random;
    struct floors_result result;
};

static void *run_task(void *argument) {
    struct task *task = argument;
    task->body(task->context, task->deadline, task->random, &task->result);
    return NULL;
}

void floors_threads(struct floors_shape shape, floors_body body, void *context, struct floors_result *result) {
    struct task *tasks = calloc((size_t)shape.threads, sizeof *tasks);
    pthread_t *threads = calloc((size_t)shape.threads, sizeof *threads);
    if (!tasks || !threads) {
        floors_fail(result, "threads", "no memory");
        free(tasks);
        free(threads);
        return;
    }
    uint64_t began = floors_now();
    uint64_t deadline = floors_deadline(shape.seconds);
    int started = 0;
    for (; started < shape.threads; started++) {
        tasks[started] = (struct task){
            .body = body, .context = context, .deadline = deadline, .random = shape.seed + 7919u * (unsigned)started};
        int code = pthread_create(&threads[started], NULL, run_task, &tasks[started]);
        if (code != 0) {
            floors_fail(result, "pthread_create", strerror(code));
            break;
        }
    }
    for (int index = 0; index < started; index++) {
        pthread_join(threads[index], NULL);
        result->operations += tasks[index].result.operations;
        if (floors_failed(&tasks[index].result)) floors_fail(result, "thread", tasks[index].result.message);
    }
    result->nanoseconds = floors_now() - began;
    free(tasks);
    free(threads);
}

struct group {
    pthread_mutex_t mutex;
    pthread_cond_t gathered;
    pthread_cond_t committed;
    uint64_t waiting;
    uint64_t filling;
    uint64_t done;
    int writers;
    int failed;
    floors_commit commit;
    void *context;
    struct floors_result *result;
};

static void write_records(void *context, uint64_t deadline, uint64_t random, struct floors_result *result) {
    struct group *group = context;
    (void)random;
    pthread_mutex_lock(&group->mutex);
    while (!group->failed && (result->operations == 0 || floors_now() < deadline)) {
        uint64_t mine = group->filling;
        if (group->waiting++ == 0) pthread_cond_signal(&group->gathered);
        while (group->done < mine && !group->failed) pthread_cond_wait(&group->committed, &group->mutex);
        if (group->done >= mine) result->operations++;
    }
    group->writers--;
    pthread_cond_signal(&group->gathered);
    pthread_mutex_unlock(&group->mutex);
}

static void *commit_groups(void *argument) {
    struct group *group = argument;
    pthread_mutex_lock(&group->mutex);
    for (;;) {
        while (group->waiting == 0 && group->writers > 0) pthread_cond_wait(&group->gathered, &group->mutex);
        if (group->waiting == 0) break;
        uint64_t count = group->waiting;
        uint64_t number = group->filling++;
        group->waiting = 0;
        pthread_mutex_unlock(&group->mutex);
        int code = group->commit(group->context, count, group->result);
        pthread_mutex_lock(&group->mutex);
        if (code != 0) group->failed = 1;
        else group->done = number;
        pthread_cond_broadcast(&group->committed);
        if (group->failed) break;
    }
    pthread_mutex_unlock(&group->mutex);
    return NULL;
}

void floors_grouped(struct floors_shape shape, floors_commit commit, void *context, struct floors_result *result) {
    struct group group = {
        .mutex = PTHREAD_MUTEX_INITIALIZER, .gathered = PTHREAD_COND_INITIALIZER,
        .committed = PTHREAD_COND_INITIALIZER, .filling = 1, .writers = shape.threads, .commit = commit,
        .context = context, .result = result};
    // What the committer tells is kept apart from what the writers are counted in: two threads would write one struct.
    struct floors_result told = {0};
    group.result = &told;
    pthread_t committer;
    int code = pthread_create(&committer, NULL, commit_groups, &group);
    if (code != 0) {
        floors_fail(result, "pthread_create", strerror(code));
        return;
    }
    floors_threads(shape, write_records, &group, result);
    // A writer that could not be started is not waited for.
    pthread_mutex_lock(&group.mutex);
    group.writers = 0;
    pthread_cond_signal(&group.gathered);
    pthread_mutex_unlock(&group.mutex);
    pthread_join(committer, NULL);
    if (floors_failed(&told)) floors_fail(result, "committer", told.message);
}
