#include "loop.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

int floors_is_memory(const char *path) {
    struct statfs facts;
    if (statfs(path, &facts) != 0) return -1;
    return facts.f_type == TMPFS_MAGIC;
}

static int write_whole(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return -1;
        bytes += written;
        count -= (size_t)written;
    }
    return 0;
}

struct reading {
    int descriptor;
    struct floors_shape shape;
};

static void read_records(void *context, uint64_t deadline, uint64_t random, struct floors_result *result) {
    struct reading *reading = context;
    char *buffer = malloc(reading->shape.size);
    if (!buffer) {
        floors_fail(result, "buffer", "no memory");
        return;
    }
    do {
        uint64_t record = floors_random(&random) % reading->shape.records;
        ssize_t count = pread(reading->descriptor, buffer, reading->shape.size, (off_t)(record * reading->shape.size));
        if (count != (ssize_t)reading->shape.size) {
            floors_fail(result, "pread", count < 0 ? strerror(errno) : "the file is short");
            break;
        }
        if (memcmp(buffer, &record, sizeof record) != 0) {
            floors_fail(result, "pread", "another record came back");
            break;
        }
        result->operations++;
    } while (floors_now() < deadline);
    free(buffer);
}

static void fill(int descriptor, struct floors_shape shape, struct floors_result *result) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        floors_fail_errno(result, "fstat");
        return;
    }
    if ((uint64_t)status.st_size == shape.records * shape.size) return;
    char *buffer = calloc(1, shape.size);
    if (!buffer || ftruncate(descriptor, 0) != 0) floors_fail_errno(result, "ftruncate");
    for (uint64_t record = 0; record < shape.records && !floors_failed(result); record++) {
        memcpy(buffer, &record, sizeof record);
        if (write_whole(descriptor, buffer, shape.size) != 0) floors_fail_errno(result, "write");
    }
    free(buffer);
}

void floors_file_read(const char *path, struct floors_shape shape, struct floors_result *result) {
    if (!floors_accept(shape, result)) return;
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        floors_fail_errno(result, "open");
        return;
    }
    struct reading reading = {.descriptor = descriptor, .shape = shape};
    fill(descriptor, shape, result);
    if (!floors_failed(result)) floors_threads(shape, read_records, &reading, result);
    if (close(descriptor) != 0) floors_fail_errno(result, "close");
}

struct appending {
    int descriptor;
    int sync;
    uint64_t size;
    uint64_t bytes;
    char *buffer;
};

static int append(void *context, uint64_t count, struct floors_result *result) {
    struct appending *appending = context;
    if (write_whole(appending->descriptor, appending->buffer, count * appending->size) != 0) {
        floors_fail_errno(result, "write");
        return -1;
    }
    if (appending->sync && fdatasync(appending->descriptor) != 0) {
        floors_fail_errno(result, "fdatasync");
        return -1;
    }
    appending->bytes += count * appending->size;
    return 0;
}

static void append_alone(struct appending *appending, double seconds, struct floors_result *result) {
    uint64_t began = floors_now();
    uint64_t deadline = floors_deadline(seconds);
    uint64_t now = began;
    do {
        if (append(appending, 1, result) != 0) return;
        result->operations++;
        now = floors_now();
    } while (now < deadline && appending->bytes < FLOORS_FILE_BYTES);
    result->nanoseconds = now - began;
}

void floors_file_append(const char *path, struct floors_shape shape, int sync, struct floors_result *result) {
    if (!floors_accept(shape, result)) return;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        floors_fail_errno(result, "open");
        return;
    }
    struct appending appending = {
        .descriptor = descriptor, .sync = sync, .size = shape.size,
        .buffer = calloc((size_t)shape.threads, shape.size)};
    if (!appending.buffer) floors_fail(result, "buffer", "no memory");
    else if (shape.threads == 1) append_alone(&appending, shape.seconds, result);
    else floors_grouped(shape, append, &appending, result);
    free(appending.buffer);
    if (close(descriptor) != 0) floors_fail_errno(result, "close");
    if (unlink(path) != 0) floors_fail_errno(result, "unlink");
}
