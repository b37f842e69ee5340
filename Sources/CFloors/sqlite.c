#include "loop.h"

#include <sqlite3.h>
#include <stdlib.h>

/// How long a statement waits for another connection, in milliseconds.
#define BUSY_PATIENCE 10000

static const char *const table =
    "CREATE TABLE IF NOT EXISTS session("
    "id INTEGER PRIMARY KEY, version INTEGER NOT NULL, idle INTEGER NOT NULL, absolute INTEGER NOT NULL, "
    "payload BLOB NOT NULL)";
static const char *const upsert =
    "INSERT INTO session VALUES(?1, 1, 0, 0, ?2) "
    "ON CONFLICT(id) DO UPDATE SET version = version + 1, payload = excluded.payload";

const char *floors_sqlite_version(void) { return sqlite3_libversion(); }

static int execute(sqlite3 *database, const char *sql, struct floors_result *result) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK) return 0;
    floors_fail(result, sql, sqlite3_errmsg(database));
    return -1;
}

static sqlite3 *open_database(const char *path, int full, int64_t mapped, struct floors_result *result) {
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA mmap_size=%lld", (long long)mapped);
    if (sqlite3_open_v2(path, &database, flags, NULL) != SQLITE_OK)
        floors_fail(result, "sqlite3_open_v2", database ? sqlite3_errmsg(database) : "no memory");
    else if (sqlite3_busy_timeout(database, BUSY_PATIENCE) == SQLITE_OK
             && execute(database, "PRAGMA journal_mode=WAL", result) == 0
             && execute(database, full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", result) == 0
             && execute(database, pragma, result) == 0 && execute(database, table, result) == 0)
        return database;
    sqlite3_close(database);
    return NULL;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql, struct floors_result *result) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        floors_fail(result, "sqlite3_prepare_v3", sqlite3_errmsg(database));
    return statement;
}

static int put(
    sqlite3 *database, sqlite3_stmt *statement, uint64_t id, char *payload, uint64_t size, struct floors_result *result) {
    memcpy(payload, &id, sizeof id);
    if (sqlite3_bind_int64(statement, 1, (sqlite3_int64)id) == SQLITE_OK
        && sqlite3_bind_blob(statement, 2, payload, (int)size, SQLITE_STATIC) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK)
        return 0;
    floors_fail(result, "upsert", sqlite3_errmsg(database));
    return -1;
}

static uint64_t count_rows(sqlite3 *database, struct floors_result *result) {
    sqlite3_stmt *statement = prepare(database, "SELECT count(*) FROM session", result);
    uint64_t count = 0;
    if (statement && sqlite3_step(statement) == SQLITE_ROW) count = (uint64_t)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return count;
}

static void fill(sqlite3 *database, struct floors_shape shape, struct floors_result *result) {
    if (floors_failed(result) || count_rows(database, result) == shape.records || floors_failed(result)) return;
    char *payload = calloc(1, shape.size);
    sqlite3_stmt *statement = prepare(database, upsert, result);
    if (!payload) floors_fail(result, "payload", "no memory");
    if (payload && statement && execute(database, "BEGIN IMMEDIATE", result) == 0) {
        for (uint64_t id = 0; id < shape.records && !floors_failed(result); id++)
            put(database, statement, id, payload, shape.size, result);
        if (execute(database, "COMMIT", result) == 0) execute(database, "PRAGMA wal_checkpoint(TRUNCATE)", result);
    }
    sqlite3_finalize(statement);
    free(payload);
}

struct reading {
    const char *path;
    int64_t mapped;
    struct floors_shape shape;
};

static void read_rows(void *context, uint64_t deadline, uint64_t random, struct floors_result *result) {
    struct reading *reading = context;
    sqlite3 *database = open_database(reading->path, 0, reading->mapped, result);
    if (!database) return;
    sqlite3_stmt *statement = prepare(database, "SELECT payload FROM session WHERE id = ?1", result);
    char *buffer = malloc(reading->shape.size);
    // Once at the least, however long it took to open the table.
    while (statement && buffer && (result->operations == 0 || floors_now() < deadline)) {
        uint64_t id = floors_random(&random) % reading->shape.records;
        if (sqlite3_bind_int64(statement, 1, (sqlite3_int64)id) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW
            || sqlite3_column_bytes(statement, 0) != (int)reading->shape.size) {
            floors_fail(result, "select", sqlite3_errmsg(database));
            break;
        }
        // Copied out, as every store must.
        memcpy(buffer, sqlite3_column_blob(statement, 0), reading->shape.size);
        if (memcmp(buffer, &id, sizeof id) != 0 || sqlite3_reset(statement) != SQLITE_OK) {
            floors_fail(result, "select", "another row came back");
            break;
        }
        result->operations++;
    }
    if (!buffer) floors_fail(result, "buffer", "no memory");
    free(buffer);
    sqlite3_finalize(statement);
    if (sqlite3_close(database) != SQLITE_OK) floors_fail(result, "sqlite3_close", "a statement is open");
}

void floors_sqlite_read(const char *path, struct floors_shape shape, int64_t mapped, struct floors_result *result) {
    if (!floors_accept(shape, result)) return;
    sqlite3 *database = open_database(path, 0, 0, result);
    if (!database) return;
    fill(database, shape, result);
    struct reading reading = {.path = path, .mapped = mapped, .shape = shape};
    if (!floors_failed(result)) floors_threads(shape, read_rows, &reading, result);
    sqlite3_close(database);
}

struct writing {
    sqlite3 *database;
    sqlite3_stmt *statement;
    struct floors_shape shape;
    uint64_t random;
    char *payload;
};

static int put_random(struct writing *writing, struct floors_result *result) {
    uint64_t id = floors_random(&writing->random) % writing->shape.records;
    return put(writing->database, writing->statement, id, writing->payload, writing->shape.size, result);
}

static int put_group(void *context, uint64_t count, struct floors_result *result) {
    struct writing *writing = context;
    if (execute(writing->database, "BEGIN IMMEDIATE", result) != 0) return -1;
    for (uint64_t index = 0; index < count; index++)
        if (put_random(writing, result) != 0) return -1;
    return execute(writing->database, "COMMIT", result);
}

static void put_alone(struct writing *writing, struct floors_result *result) {
    uint64_t began = floors_now();
    uint64_t deadline = floors_deadline(writing->shape.seconds);
    uint64_t now = began;
    do {
        if (put_random(writing, result) != 0) break;
        result->operations++;
        now = floors_now();
    } while (now < deadline);
    result->nanoseconds = now - began;
}

void floors_sqlite_upsert(const char *path, struct floors_shape shape, int full, struct floors_result *result) {
    if (!floors_accept(shape, result)) return;
    struct writing writing = {.shape = shape, .random = shape.seed};
    writing.database = open_database(path, full, 0, result);
    if (!writing.database) return;
    fill(writing.database, shape, result);
    writing.statement = prepare(writing.database, upsert, result);
    writing.payload = calloc(1, shape.size);
    if (!writing.payload) floors_fail(result, "payload", "no memory");
    if (!floors_failed(result)) {
        if (shape.threads == 1) put_alone(&writing, result);
        else floors_grouped(shape, put_group, &writing, result);
    }
    sqlite3_finalize(writing.statement);
    sqlite3_close(writing.database);
    free(writing.payload);
}
