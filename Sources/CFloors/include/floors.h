// What a plain C loop reaches over the same system calls and libraries as the stores: the figures that a share is a
// share of. No Swift is in any of these loops.
#ifndef CFLOORS_H
#define CFLOORS_H

#include <stddef.h>
#include <stdint.h>

/// What a loop reached. `message` is empty when it ran; otherwise it says which call failed and why.
struct floors_result {
    uint64_t operations;
    uint64_t nanoseconds;
    char message[256];
};

/// How long, how large, and over how much a loop runs.
struct floors_shape {
    uint64_t records;
    uint64_t size;
    int threads;
    double seconds;
    uint64_t seed;
};

/// Reads records of a file at random with pread, in `shape.threads` threads. The file is written first where it is
/// missing or short, so all of it is in the page cache. Each record is checked for its number.
void floors_file_read(const char *path, struct floors_shape shape, struct floors_result *result);

/// Appends records to a new file. One thread writes them one by one, with fdatasync after each where `sync` is set;
/// several wait, each for its own record, on one committer that writes what has gathered and syncs it once.
void floors_file_append(const char *path, struct floors_shape shape, int sync, struct floors_result *result);

/// Selects rows by their integer key from a table in WAL mode, each thread over a connection of its own.
/// The table is filled first where it is missing. `mapped` is the size of the memory map in bytes, 0 for none.
void floors_sqlite_read(const char *path, struct floors_shape shape, int64_t mapped, struct floors_result *result);

/// Upserts rows of the same table: one thread a transaction a row; several wait on one committer that writes what has
/// gathered in one transaction. `full` is synchronous=FULL, otherwise NORMAL.
void floors_sqlite_upsert(const char *path, struct floors_shape shape, int full, struct floors_result *result);

/// Whether a folder is in memory (tmpfs), where a sync costs nothing: 1, 0, or -1 when it cannot be told.
int floors_is_memory(const char *path);

/// The version of the SQLite library.
const char *floors_sqlite_version(void);

/// Where a Redis server is. `socket` is the path of a unix socket, or NULL for `host` and `port`; `user` and `password`
/// may be NULL.
struct floors_redis {
    const char *host;
    int port;
    const char *socket;
    const char *user;
    const char *password;
    int database;
};

/// Whether a server can be reached and takes the password.
void floors_redis_reach(const struct floors_redis *server, struct floors_result *result);

/// GETs, or SETs where `writes` is set, over `connections` connections, `depth` commands in flight on each, all from
/// one thread. The keys begin with `prefix`, expire within ten minutes and are removed at the end.
void floors_redis_run(
    const struct floors_redis *server, const char *prefix, struct floors_shape shape, int connections, int depth,
    int writes, struct floors_result *result);

/// Removes every key that has `part` in its name, which has no character with a meaning in a pattern.
/// `operations` receives how many.
void floors_redis_remove(const struct floors_redis *server, const char *part, struct floors_result *result);

/// The smallest terminal server there is: a shell behind a pseudo-terminal, its output gathered for a millisecond, made
/// into frames of the window protocol once, and written to every window from one ring by one thread over epoll. The
/// shell is held while a window is far behind, so nobody loses a byte. It takes `hello` and input and nothing else.
struct floors_fanout;

/// Starts one on a free port of this machine, or answers NULL and tells why.
struct floors_fanout *floors_fanout_start(const char *shell, struct floors_result *result);

/// Where it listens.
int floors_fanout_port(const struct floors_fanout *fanout);

/// The processor time of its thread so far, in nanoseconds.
uint64_t floors_fanout_processor(const struct floors_fanout *fanout);

/// Ends it and its shell.
void floors_fanout_stop(struct floors_fanout *fanout);

#endif
