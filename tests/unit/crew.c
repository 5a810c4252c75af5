/* A crew asks one allocator that does not stand two threads at once, and gives everything back; no memory for a
 * member: an honest failure. */
#include "base/crew.h"
#include "base/threads.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <cmocka.h>

struct purse { atomic_int inside; atomic_bool crossed; size_t held, left; };

static void *allocate(void *user, size_t bytes)
{
    struct purse *p = user;
    if (atomic_fetch_add(&p->inside, 1) > 0) atomic_store(&p->crossed, true);
    void *block = p->left ? malloc(bytes) : NULL;
    if (block) {
        p->held++;
        p->left--;
    }
    atomic_fetch_sub(&p->inside, 1);
    return block;
}

static void release(void *user, void *block)
{
    struct purse *p = user;
    if (atomic_fetch_add(&p->inside, 1) > 0) atomic_store(&p->crossed, true);
    free(block);
    p->held--;
    atomic_fetch_sub(&p->inside, 1);
}

static void use(void *arg, size_t begin, size_t end)
{
    domar_crew *crew = arg;
    for (size_t k = begin; k < end; k++)
        for (int round = 0; round < 2000; round++) {
            domar_cx *cx = domar_crew_member(crew, k);
            const domar_mark mark = domar_scratch_mark(cx);
            double *room = domar_scratch(cx, 100 + (size_t)round * 7 % 3000);
            assert_non_null(room);
            room[0] = 1;
            domar_scratch_rewind(cx, mark);
            domar_release(domar_alloc(cx, 10, 8));
        }
}

static void one_at_a_time(void **state)
{
    struct purse purse = { .left = SIZE_MAX };
    const domar_settings settings = { .user = &purse, .allocate = allocate, .release = release };
    domar_cx *cx;
    domar_crew *crew;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, &settings), DOMAR_OK);
    assert_int_equal(domar_crew_new(cx, &crew, 4), DOMAR_OK);
    assert_int_equal(domar_cx_threads(domar_crew_member(crew, 3)), 1);
    domar_parallel(4, 4, 1, use, crew);
    domar_crew_free(crew);
    domar_crew_free(NULL);
    domar_cx_free(cx);
    assert_false(atomic_load(&purse.crossed));
    assert_int_equal(purse.held, 0);
}

static void famine(void **state)
{
    (void)state;
    for (size_t left = 1; left < 5; left++) {
        struct purse purse = { .left = left };
        const domar_settings settings = { .user = &purse, .allocate = allocate, .release = release };
        domar_cx *cx;
        domar_crew *crew;
        assert_int_equal(domar_cx_new(&cx, &settings), DOMAR_OK);
        assert_int_equal(domar_crew_new(cx, &crew, 4), DOMAR_ENOMEM);
        assert_null(crew);
        domar_cx_free(cx);
        assert_int_equal(purse.held, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_at_a_time), cmocka_unit_test(famine) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
