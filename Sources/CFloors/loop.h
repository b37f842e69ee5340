// What the loops share: time, random numbers, and how a failure is told.
#ifndef CFLOORS_LOOP_H
#define CFLOORS_LOOP_H

#include "floors.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/// The most bytes that one loop appends: what may be asked of a disk for a figure.
#define FLOORS_FILE_BYTES (512ull << 20)
/// The most threads of one loop.
#define FLOORS_THREADS 256
/// The most connections of one loop.
#define FLOORS_CONNECTIONS 1024

static inline uint64_t floors_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

static inline uint64_t floors_deadline(double seconds) {
    return floors_now() + (uint64_t)(seconds * 1e9);
}

static inline uint64_t floors_random(uint64_t *state) {
    uint64_t word = (*state += 0x9e3779b97f4a7c15ull);
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ull;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebull;
    return word ^ (word >> 31);
}

/// Tells a failure; the first one stays.
static inline void floors_fail(struct floors_result *result, const char *what, const char *why) {
    if (result->message[0] == 0) snprintf(result->message, sizeof result->message, "%s: %s", what, why);
}

static inline void floors_fail_errno(struct floors_result *result, const char *what) {
    floors_fail(result, what, strerror(errno));
}

static inline int floors_failed(const struct floors_result *result) { return result->message[0] != 0; }

/// Whether a shape makes sense; a record has room for its number.
int floors_accept(struct floors_shape shape, struct floors_result *result);

/// Runs `body` in `threads` threads, each with its number, its own result and random numbers of its own, and adds up.
typedef void (*floors_body)(void *context, uint64_t deadline, uint64_t random, struct floors_result *result);
void floors_threads(struct floors_shape shape, floors_body body, void *context, struct floors_result *result);

/// Group commit: `shape.threads` writers wait, each for its own record, on one committer that calls `commit` with how
/// many have gathered. `commit` answers 0, or tells its failure and answers something else.
typedef int (*floors_commit)(void *context, uint64_t count, struct floors_result *result);
void floors_grouped(struct floors_shape shape, floors_commit commit, void *context, struct floors_result *result);

#endif
