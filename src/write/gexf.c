/* write/gexf.c -- an answer whose rows run from somebody to somebody as a graph for Gephi (GEXF 1.3).
 * Nodes are the economies, industries of economies, or industries at both ends; the first value column weighs
 * the edges, all columns are their attributes. */
#include "write/cells.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Columns of both ends; industry SIZE_MAX: economies only. */
struct ends { size_t economy[2], industry[2]; };

static void put_xml(domar_cells *c, const char *text)
{
    for (; *text; text++) {
        const char *escaped = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;"
                              : *text == '"' ? "&quot;" : NULL;
        if (escaped) domar_cells_text(c, escaped);
        else domar_cells_put(c, text, 1);
    }
}

static void put_size(domar_cells *c, size_t number)
{
    char buf[32];
    snprintf(buf, sizeof buf, "%zu", number);
    domar_cells_text(c, buf);
}

static domar_status find_ends(domar_cx *cx, const domar_result *r, struct ends *e)
{
    static const char *const names[2][2] = { { "economy", "industry" }, { "partner", "partner_industry" } };
    for (int k = 0; k < 2; k++) {
        e->economy[k] = domar_result_find(r, names[k][0]);
        e->industry[k] = domar_result_find(r, names[k][1]);
    }
    if (e->economy[0] == SIZE_MAX && e->economy[1] == SIZE_MAX && e->industry[0] != SIZE_MAX && e->industry[1] != SIZE_MAX)
        for (int k = 0; k < 2; k++) {                /* industries of no economy in particular */
            e->economy[k] = e->industry[k];
            e->industry[k] = SIZE_MAX;
        }
    if (e->economy[0] == SIZE_MAX || e->economy[1] == SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE, "gexf is for answers with economy and partner: ask %s by edge, or "
                          "choose another format", domar_result_method(r));
    /* Industries on one side only would not tell one node from another. */
    if (e->industry[0] == SIZE_MAX || e->industry[1] == SIZE_MAX) e->industry[0] = e->industry[1] = SIZE_MAX;
    return DOMAR_OK;
}

static const char *code(const domar_result *r, size_t column, size_t row)
{
    return domar_axis_code(domar_result_axis(r, column), domar_result_items(r, column)[row]);
}

/* "CHN" or "CHN c14": the same text for the same node at either end. */
static void put_id(domar_cells *c, const domar_result *r, const struct ends *e, int end, size_t row)
{
    put_xml(c, code(r, e->economy[end], row));
    if (e->industry[end] == SIZE_MAX) return;
    domar_cells_put(c, " ", 1);
    put_xml(c, code(r, e->industry[end], row));
}

static void put_node(domar_cells *c, const domar_result *r, const struct ends *e, int end, size_t row,
                     const char *lang)
{
    const size_t columns[] = { e->economy[end], e->industry[end] };
    domar_cells_text(c, "      <node id=\"");
    put_id(c, r, e, end, row);
    domar_cells_text(c, "\" label=\"");
    for (int k = 0; k < 2 && columns[k] != SIZE_MAX; k++) {
        if (k) domar_cells_text(c, ", ");
        put_xml(c, domar_axis_label(domar_result_axis(r, columns[k]),
                                    domar_result_items(r, columns[k])[row], lang));
    }
    domar_cells_text(c, "\"/>\n");
}

/* Position of a node among all there could be, by the list of its end. */
static size_t node_of(const domar_result *r, const struct ends *e, int end, size_t row)
{
    const size_t g = domar_result_items(r, e->economy[end])[row];
    if (e->industry[end] == SIZE_MAX) return g;
    return g * domar_axis_size(domar_result_axis(r, e->industry[end])) + domar_result_items(r, e->industry[end])[row];
}

static size_t nodes_of(const domar_result *r, const struct ends *e, int end)
{
    const size_t economies = domar_axis_size(domar_result_axis(r, e->economy[end]));
    return e->industry[end] == SIZE_MAX ? economies
                                        : economies * domar_axis_size(domar_result_axis(r, e->industry[end]));
}

/* Was this node of the second end written with the first?  Both ends share their lists, or nearly. */
static bool seen_before(const domar_result *r, const struct ends *e, const bool *seen, size_t row)
{
    const domar_axis *economies = domar_result_axis(r, e->economy[0]);
    const size_t g = domar_axis_find(economies, code(r, e->economy[1], row));
    if (g == SIZE_MAX) return false;
    if (e->industry[0] == SIZE_MAX) return seen[g];
    const domar_axis *industries = domar_result_axis(r, e->industry[0]);
    const size_t k = domar_axis_find(industries, code(r, e->industry[1], row));
    return k != SIZE_MAX && seen[g * domar_axis_size(industries) + k];
}

static domar_status put_nodes(domar_cx *cx, domar_cells *c, const domar_result *r, const struct ends *e,
                              const char *lang)
{
    bool *first = domar_scratch_bytes(cx, nodes_of(r, e, 0), sizeof *first);
    bool *second = domar_scratch_bytes(cx, nodes_of(r, e, 1), sizeof *second);
    if (!first || !second) return DOMAR_ENOMEM;
    domar_cells_text(c, "    <nodes>\n");
    for (size_t row = 0; row < domar_result_rows(r); row++) {
        const size_t node = node_of(r, e, 0, row);
        if (!first[node]) put_node(c, r, e, 0, row, lang);
        first[node] = true;
    }
    for (size_t row = 0; row < domar_result_rows(r); row++) {
        const size_t node = node_of(r, e, 1, row);
        if (!second[node] && !seen_before(r, e, first, row)) put_node(c, r, e, 1, row, lang);
        second[node] = true;
    }
    domar_cells_text(c, "    </nodes>\n");
    return DOMAR_OK;
}

static bool is_end(const struct ends *e, size_t column)
{
    for (int k = 0; k < 2; k++)
        if (column == e->economy[k] || column == e->industry[k]) return true;
    return false;
}

static void put_attributes(domar_cells *c, const domar_result *r, const struct ends *e)
{
    domar_cells_text(c, "    <attributes class=\"edge\">\n");
    for (size_t k = 0; k < domar_result_columns(r); k++) {
        if (is_end(e, k)) continue;
        const bool value = domar_result_kind(r, k) == DOMAR_COLUMN_VALUE;
        domar_cells_text(c, "      <attribute id=\"");
        put_size(c, k);
        domar_cells_text(c, "\" title=\"");
        put_xml(c, domar_result_name(r, k));
        domar_cells_text(c, value ? "\" type=\"double\"/>\n" : "\" type=\"string\"/>\n");
    }
    domar_cells_text(c, "    </attributes>\n");
}

static void put_edge(domar_cells *c, const domar_result *r, const struct ends *e, size_t row, size_t weight)
{
    domar_cells_text(c, "      <edge id=\"");
    put_size(c, row);
    domar_cells_text(c, "\" source=\"");
    put_id(c, r, e, 0, row);
    domar_cells_text(c, "\" target=\"");
    put_id(c, r, e, 1, row);
    if (weight != SIZE_MAX && isfinite(domar_result_values(r, weight)[row])) {
        domar_cells_text(c, "\" weight=\"");
        domar_cells_number(c, domar_result_values(r, weight)[row], "");
    }
    domar_cells_text(c, "\"><attvalues>");
    for (size_t k = 0; k < domar_result_columns(r); k++) {
        const bool value = domar_result_kind(r, k) == DOMAR_COLUMN_VALUE;
        if (is_end(e, k) || (value && !isfinite(domar_result_values(r, k)[row]))) continue;
        domar_cells_text(c, "<attvalue for=\"");
        put_size(c, k);
        domar_cells_text(c, "\" value=\"");
        if (value) domar_cells_number(c, domar_result_values(r, k)[row], "");
        else put_xml(c, code(r, k, row));
        domar_cells_text(c, "\"/>");
    }
    domar_cells_text(c, "</attvalues></edge>\n");
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r, const domar_write_options *o)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    struct ends e;
    size_t weight = SIZE_MAX;
    domar_status st = c ? find_ends(cx, r, &e) : DOMAR_ENOMEM;
    if (st) goto done;
    c->out = out;
    for (size_t k = domar_result_columns(r); k-- > 0;)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE) weight = k;
    domar_cells_text(c, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" "
                        "version=\"1.3\">\n  <meta><creator>domar</creator><description>");
    put_xml(c, domar_result_method(r));
    domar_cells_text(c, "</description></meta>\n  <graph defaultedgetype=\"directed\">\n");
    put_attributes(c, r, &e);
    if ((st = put_nodes(cx, c, r, &e, o->lang))) goto done;
    domar_cells_text(c, "    <edges>\n");
    for (size_t row = 0; row < domar_result_rows(r); row++) {
        if (row % 65536 == 0 && (st = domar_tick(cx, row, domar_result_rows(r)))) goto done;
        put_edge(c, r, &e, row, weight);
    }
    domar_cells_text(c, "    </edges>\n  </graph>\n</gexf>\n");
    domar_cells_flush(c);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_gexf = { .id = "gexf", .title_en = "Graph for Gephi (GEXF 1.3)",
                                         .title_zh = "Gephi 图文件（GEXF 1.3）", .write = write };
