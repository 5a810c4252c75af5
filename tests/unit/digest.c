/* digest: the examples of FIPS 180-4 (NIST, "SHA-256 example values" and the million letters),
 * and the two ways of computing the rounds against each other at every length. */
#include "base/digest.h"
#include "base/digest_rounds.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void published(void **state)
{
    static const struct { const char *text, *hex; } cases[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" } };
    char hex[65];
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        domar_digest_of(cases[k].text, strlen(cases[k].text), hex);
        assert_string_equal(hex, cases[k].hex);
    }
}

static void million_letters_in_uneven_parts(void **state)
{
    domar_digest d;
    char hex[65], *letters = malloc(1000000);
    size_t at = 0;
    (void)state;
    assert_non_null(letters);
    memset(letters, 'a', 1000000);
    domar_digest_begin(&d);
    for (size_t part = 1; at < 1000000; part = part * 3 % 1009 + 1) {
        const size_t size = part < 1000000 - at ? part : 1000000 - at;
        domar_digest_add(&d, letters + at, size);
        at += size;
    }
    domar_digest_end(&d, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(letters);
}

static void both_ways_agree(void **state)
{
    unsigned char blocks[64 * 9];
    uint32_t plain[8], fast[8], seed = 12345;
    (void)state;
    if (!domar_digest_has_instructions()) return;      /* there is only one way here */
    for (size_t k = 0; k < sizeof blocks; k++) {
        seed = seed * 1664525u + 1013904223u;
        blocks[k] = (unsigned char)(seed >> 24);
    }
    for (size_t count = 0; count <= 9; count++) {
        for (uint32_t k = 0; k < 8; k++) plain[k] = fast[k] = k * 0x9e3779b9u + (uint32_t)count;
        domar_digest_rounds_plain(plain, blocks, count);
        domar_digest_rounds_fast(fast, blocks, count);
        assert_memory_equal(plain, fast, sizeof plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(published),
                                        cmocka_unit_test(million_letters_in_uneven_parts),
                                        cmocka_unit_test(both_ways_agree) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
