/* fuzz/inputs.h -- bytes as a file that has a path and never touches the disk. */
#ifndef DOMAR_FUZZ_INPUTS_H
#define DOMAR_FUZZ_INPUTS_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* The file's descriptor; its path goes to `path`. */
static inline int input_file(const void *bytes, size_t size, char path[64])
{
    const int fd = memfd_create("input", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size) abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

/* Two economies, two industries, one of them without output. */
static const char input_table[] =
    "\"\",AAA_c1,AAA_c2,RoW_c1,RoW_c2,AAA_c37,AAA_c42,RoW_c37,RoW_c42,OUT\n"
    "AAA_c1,10,20,5,0,60,-3,8,0,100\nAAA_c2,30,40,6,0,100,4,20,0,200\n"
    "RoW_c1,7,8,9,0,1,0,25,0,50\nRoW_c2,0,0,0,0,0,0,0,0,0\n"
    "VA,53,132,30,0,,,,,\nOUT,100,200,50,0,,,,,\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
#endif
