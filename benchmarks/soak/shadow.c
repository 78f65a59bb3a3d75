/* A disk that keeps only what was flushed. Loaded before the C library (LD_PRELOAD): after every fsync or fdatasync
 * that succeeds, the file as it is then is copied to the folder named in SHADOW, whole or not at all. What lies there is
 * what a power cut would leave. Models writes that were never flushed; not torn or reordered ones, nor a drive that
 * says it has flushed and has not. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static __thread int copying;

static int copied(int from, const char *name) {
    char buffer[65536];
    ssize_t got;
    int to = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (to < 0)
        return 0;
    while ((got = read(from, buffer, sizeof buffer)) > 0)
        if (write(to, buffer, (size_t)got) != got)
            break;
    close(to);
    return got == 0;
}

static void keep(int descriptor) {
    const char *folder = getenv("SHADOW");
    char link[64], path[PATH_MAX], making[PATH_MAX], kept[PATH_MAX];
    struct stat about;
    ssize_t length;
    int from;
    if (!folder || copying || fstat(descriptor, &about) || !S_ISREG(about.st_mode))
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = 0;
    copying = 1;
    snprintf(kept, sizeof kept, "%s/%s", folder, strrchr(path, '/') + 1);
    snprintf(making, sizeof making, "%s/.making", folder);
    from = open(path, O_RDONLY);
    if (from >= 0) {
        if (copied(from, making))
            rename(making, kept);
        close(from);
    }
    copying = 0;
}

int fsync(int descriptor) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    int done = real(descriptor);
    if (!done)
        keep(descriptor);
    return done;
}

int fdatasync(int descriptor) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    int done = real(descriptor);
    if (!done)
        keep(descriptor);
    return done;
}
