#include "loop.h"

#include <hiredis/hiredis.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

/// How long a call may take before the loop gives up.
static const struct timeval patience = {.tv_sec = 10};
/// How long what a loop wrote may outlive a loop that could not remove it, in seconds.
#define KEY_SECONDS "600"
/// The most keys that are read and written: enough that they do not all lie in one cache line's neighbourhood.
#define KEYS 10000

static int is_wrong(const redisReply *reply) { return !reply || reply->type == REDIS_REPLY_ERROR; }

static int ask(redisContext *context, int count, const char **words, struct floors_result *result) {
    redisReply *reply = redisCommandArgv(context, count, words, NULL);
    int wrong = is_wrong(reply);
    // The words are not told: one may be a password.
    if (wrong) floors_fail(result, words[0], reply ? reply->str : context->errstr);
    if (reply) freeReplyObject(reply);
    return wrong;
}

static redisContext *open_server(const struct floors_redis *server, struct floors_result *result) {
    redisContext *context = server->socket ? redisConnectUnixWithTimeout(server->socket, patience)
                                           : redisConnectWithTimeout(server->host, server->port, patience);
    if (!context || context->err) {
        floors_fail(result, "connect", context ? context->errstr : "no memory");
        if (context) redisFree(context);
        return NULL;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", server->database);
    int wrong = redisSetTimeout(context, patience) != REDIS_OK;
    if (!wrong && server->password) {
        const char *with_user[] = {"AUTH", server->user, server->password};
        const char *without[] = {"AUTH", server->password};
        wrong = server->user ? ask(context, 3, with_user, result) : ask(context, 2, without, result);
    }
    const char *select[] = {"SELECT", number};
    if (!wrong && server->database != 0) wrong = ask(context, 2, select, result);
    if (!wrong) return context;
    floors_fail(result, "connect", "refused");
    redisFree(context);
    return NULL;
}

void floors_redis_reach(const struct floors_redis *server, struct floors_result *result) {
    memset(result, 0, sizeof *result);
    redisContext *context = open_server(server, result);
    if (!context) return;
    const char *words[] = {"PING"};
    ask(context, 1, words, result);
    redisFree(context);
}

struct running {
    const char *prefix;
    struct floors_shape shape;
    uint64_t random;
    int depth;
    int writes;
    char *payload;
};

static int send_batch(redisContext *context, struct running *running, struct floors_result *result) {
    char key[128];
    for (int index = 0; index < running->depth; index++) {
        unsigned long long number = floors_random(&running->random) % (running->shape.records < KEYS ? running->shape.records : KEYS);
        int length = snprintf(key, sizeof key, "%s%llu", running->prefix, number);
        const char *words[] = {running->writes ? "SET" : "GET", key, running->payload, "EX", KEY_SECONDS};
        size_t sizes[] = {3, (size_t)length, running->shape.size, 2, sizeof KEY_SECONDS - 1};
        if (redisAppendCommandArgv(context, running->writes ? 5 : 2, words, sizes) != REDIS_OK) {
            floors_fail(result, "append", context->errstr);
            return -1;
        }
    }
    for (int done = 0; !done;)
        if (redisBufferWrite(context, &done) != REDIS_OK) {
            floors_fail(result, "write", context->errstr);
            return -1;
        }
    return 0;
}

static int take_replies(
    redisContext *context, struct running *running, int *missing, struct floors_result *result) {
    if (redisBufferRead(context) != REDIS_OK) {
        floors_fail(result, "read", context->errstr);
        return -1;
    }
    while (*missing > 0) {
        void *answer = NULL;
        if (redisReaderGetReply(context->reader, &answer) != REDIS_OK) {
            floors_fail(result, "reply", context->reader->errstr);
            return -1;
        }
        if (!answer) return 0;
        redisReply *reply = answer;
        int wrong = is_wrong(reply)
            || (!running->writes && (reply->type != REDIS_REPLY_STRING || reply->len != running->shape.size));
        if (wrong) floors_fail(result, "reply", reply->type == REDIS_REPLY_ERROR ? reply->str : "not what was stored");
        freeReplyObject(reply);
        if (wrong) return -1;
        result->operations++;
        (*missing)--;
    }
    return 0;
}

static int fill(redisContext *context, struct running *running, struct floors_result *result) {
    char key[128];
    uint64_t keys = running->shape.records < KEYS ? running->shape.records : KEYS;
    for (uint64_t sent = 0; sent < keys; sent++) {
        int length = snprintf(key, sizeof key, "%s%llu", running->prefix, (unsigned long long)sent);
        const char *words[] = {"SET", key, running->payload, "EX", KEY_SECONDS};
        size_t sizes[] = {3, (size_t)length, running->shape.size, 2, sizeof KEY_SECONDS - 1};
        redisReply *reply = redisCommandArgv(context, 5, words, sizes);
        int wrong = is_wrong(reply);
        if (wrong) floors_fail(result, "SET", reply ? reply->str : context->errstr);
        if (reply) freeReplyObject(reply);
        if (wrong) return -1;
    }
    return 0;
}

static void turn(
    int poll, redisContext **contexts, int *missing, int count, struct running *running, struct floors_result *result) {
    struct epoll_event events[64];
    uint64_t began = floors_now();
    uint64_t deadline = floors_deadline(running->shape.seconds);
    for (int index = 0; index < count; index++) {
        missing[index] = running->depth;
        if (send_batch(contexts[index], running, result) != 0) return;
    }
    for (int open = count; open > 0;) {
        int ready = epoll_wait(poll, events, 64, (int)patience.tv_sec * 1000);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            floors_fail(result, "epoll_wait", ready < 0 ? strerror(errno) : "no answer in ten seconds");
            return;
        }
        for (int event = 0; event < ready; event++) {
            uint32_t index = events[event].data.u32;
            if (missing[index] == 0) continue;
            if (take_replies(contexts[index], running, &missing[index], result) != 0) return;
            if (missing[index] > 0) continue;
            if (floors_now() >= deadline) open--;
            else {
                missing[index] = running->depth;
                if (send_batch(contexts[index], running, result) != 0) return;
            }
        }
    }
    result->nanoseconds = floors_now() - began;
}

void floors_redis_run(
    const struct floors_redis *server, const char *prefix, struct floors_shape shape, int connections, int depth,
    int writes, struct floors_result *result) {
    if (!floors_accept(shape, result)) return;
    if (connections < 1 || connections > FLOORS_CONNECTIONS || depth < 1 || strlen(prefix) > 64) {
        floors_fail(result, "shape", "connections, depth or prefix are out of range");
        return;
    }
    redisContext **contexts = calloc((size_t)connections, sizeof *contexts);
    int *missing = calloc((size_t)connections, sizeof *missing);
    struct running running = {
        .prefix = prefix, .shape = shape, .random = shape.seed, .depth = depth, .writes = writes,
        .payload = calloc(1, shape.size)};
    int poll = epoll_create1(EPOLL_CLOEXEC);
    if (!contexts || !missing || !running.payload || poll < 0) floors_fail_errno(result, "epoll_create1");
    int opened = 0;
    while (opened < connections && !floors_failed(result)) {
        redisContext *context = open_server(server, result);
        if (!context) break;
        contexts[opened] = context;
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)opened};
        opened++;
        if (epoll_ctl(poll, EPOLL_CTL_ADD, context->fd, &event) != 0) floors_fail_errno(result, "epoll_ctl");
    }
    if (!floors_failed(result) && fill(contexts[0], &running, result) == 0)
        turn(poll, contexts, missing, connections, &running, result);
    for (int index = 0; index < opened; index++) redisFree(contexts[index]);
    if (poll >= 0) close(poll);
    free(contexts);
    free(missing);
    free(running.payload);
    struct floors_result removed;
    if (opened > 0) {
        floors_redis_remove(server, prefix, &removed);
        if (floors_failed(&removed)) floors_fail(result, "remove", removed.message);
    }
}

/// Removes the keys of one answer to SCAN, and answers the cursor of the next, or NULL when something failed.
static char *remove_page(redisContext *context, const char *cursor, const char *pattern, struct floors_result *result) {
    const char *words[] = {"SCAN", cursor, "MATCH", pattern, "COUNT", "1000"};
    redisReply *page = redisCommandArgv(context, 6, words, NULL);
    char *next = NULL;
    if (is_wrong(page) || page->type != REDIS_REPLY_ARRAY || page->elements != 2)
        floors_fail(result, "SCAN", page && page->str ? page->str : context->errstr);
    else {
        redisReply *keys = page->element[1];
        for (size_t index = 0; index < keys->elements && !floors_failed(result); index++) {
            const char *unlink[] = {"UNLINK", keys->element[index]->str};
            size_t sizes[] = {6, keys->element[index]->len};
            redisReply *reply = redisCommandArgv(context, 2, unlink, sizes);
            if (is_wrong(reply)) floors_fail(result, "UNLINK", reply ? reply->str : context->errstr);
            else result->operations += (uint64_t)reply->integer;
            if (reply) freeReplyObject(reply);
        }
        if (!floors_failed(result)) next = strdup(page->element[0]->str);
    }
    if (page) freeReplyObject(page);
    return next;
}

void floors_redis_remove(const struct floors_redis *server, const char *part, struct floors_result *result) {
    memset(result, 0, sizeof *result);
    char pattern[160];
    int length = snprintf(pattern, sizeof pattern, "*%s*", part);
    // An empty part would be every key of the server.
    if (length < 10 || length >= (int)sizeof pattern || strpbrk(part, "*?[]^\\") != NULL) {
        floors_fail(result, "pattern", "too short, too long, or not a plain name");
        return;
    }
    redisContext *context = open_server(server, result);
    if (!context) return;
    char *cursor = strdup("0");
    while (cursor) {
        char *next = remove_page(context, cursor, pattern, result);
        free(cursor);
        cursor = next && strcmp(next, "0") == 0 ? (free(next), NULL) : next;
    }
    redisFree(context);
}
