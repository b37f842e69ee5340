#ifndef CPTY_H
#define CPTY_H

#include <stddef.h>
#include <sys/types.h>

// What Swift's Glibc module cannot say about pseudo-terminals. No policy lives here.
// Every function answers 0 (or what it names) on success and an errno value on failure; none sets or reads errno
// for its caller, and none is left to be guessed.

/// Opens a pseudo-terminal pair of the given size. Both descriptors are close-on-exec; the master does not block.
/// `name` receives the path of the slave.
int cpty_open(unsigned short columns, unsigned short rows, int *master, int *slave, char *name, size_t capacity);

/// Starts a program as leader of a new session whose controlling terminal is the slave called `name`.
/// It gets descriptors 0, 1 and 2 only, every signal at its default, and an empty signal mask.
/// `pidfd` is close-on-exec and becomes readable when the process has ended.
int cpty_spawn(const char *name, const char *executable, char *const arguments[], char *const environment[],
               const char *directory, pid_t *pid, int *pidfd);

/// Reaps the process behind `pidfd` without waiting.
/// `ended` is 1 when it has ended and was reaped; then either `code` or a non-zero `signal` says how.
int cpty_reap(int pidfd, int *ended, int *code, int *signal);

/// Sends a signal to the process behind `pidfd`, which cannot be another one that got its number.
int cpty_signal(int pidfd, int signal);

/// Tells the terminal, and through SIGWINCH its foreground processes, a new size.
int cpty_resize(int master, unsigned short columns, unsigned short rows);

/// Duplicates a descriptor, close-on-exec.
int cpty_duplicate(int descriptor, int *duplicate);

/// Reads what is there. `count` is 0 when nothing is, and at the end of the terminal.
int cpty_read(int descriptor, void *bytes, size_t capacity, size_t *count);

/// The process group in the foreground of the terminal, or 0 where there is none.
pid_t cpty_foreground(int master);

#endif
