/* exposure.c -- which supplier economies stand behind the inputs of one economy's industries.
 *
 *     cc exposure.c $(pkg-config --cflags --libs domar) -o exposure
 *     ./exposure world12.h5 CHN                                                             */
#include <domar/domar.h>
#include <stdio.h>

static int failed(domar_cx *cx, domar_status status)
{
    fprintf(stderr, "exposure: %s\n", domar_cx_message(cx));
    return domar_status_exit(status);
}

int main(int argc, char **argv)
{
    domar_cx *cx;
    domar_series *series = NULL;
    domar_result *result = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: exposure TABLE ECONOMY\n");
        return domar_status_exit(DOMAR_EUSAGE);
    }
    if (domar_cx_new(&cx, NULL)) return domar_status_exit(DOMAR_ENOMEM);

    /* Parameters cross by name; a NULL name ends the list. */
    const domar_pair params[] = { { "economy", argv[2] }, { "sort", "total" }, { "top", "5" },
                                  { NULL, NULL } };
    domar_status status = domar_open(cx, &series, argv[1]);
    if (!status) status = domar_run(cx, &result, "chain.dependence", series, params);
    if (!status) {
        const size_t industry = domar_result_find(result, "industry");
        const size_t partner = domar_result_find(result, "partner");
        const double *total = domar_result_values(result, domar_result_find(result, "total"));
        for (size_t k = 0; k < domar_result_rows(result); k++)
            printf("%-40s %-4s %6.2f %%\n",
                   domar_axis_label(domar_result_axis(result, industry),
                                    domar_result_items(result, industry)[k], "en"),
                   domar_axis_code(domar_result_axis(result, partner),
                                   domar_result_items(result, partner)[k]), 100 * total[k]);
    }
    const int code = status ? failed(cx, status) : 0;
    domar_result_free(result);
    domar_series_free(series);
    domar_cx_free(cx);
    return code;
}
