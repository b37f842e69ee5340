// The C API of SQLite, and what of it Swift cannot see: macros that cast.
#pragma once

#include <sqlite3.h>

static inline sqlite3_destructor_type mooring_sqlite_transient(void) { return SQLITE_TRANSIENT; }
static inline sqlite3_destructor_type mooring_sqlite_static(void) { return SQLITE_STATIC; }
