/* spec/weights.h -- who is near whom, as users say it: the same parameters in every method that needs it.
 *
 *     struct options { const char *variable; DOMAR_WEIGHTS_FIELDS; };
 *     static const domar_param params[] = { ..., DOMAR_WEIGHTS_PARAMS(struct options), { .name = NULL } };
 *     const domar_weights_choice choice = DOMAR_WEIGHTS_CHOICE(opt);
 *
 * read/weights_file.h reads the file, model/weights.h makes the matrix of both. */
#ifndef DOMAR_SPEC_WEIGHTS_H
#define DOMAR_SPEC_WEIGHTS_H
#include "base/context.h"

typedef struct {
    const char *link, *adjacency, *distance, *metric;
    double      power, cutoff;
    int64_t     neighbours;
    const char *economic, *standardise, *islands, *unmatched;
} domar_weights_choice;

/* Lines of a file of weights: units by position on the panel's axis. */
typedef struct { uint32_t from, to; double weight; } domar_weights_pair;
typedef struct {
    domar_weights_pair *pair;
    size_t count, ignored;              /* ignored: lines (or rows and columns) with units that the panel does not have */
    bool   square;                      /* the file is a matrix */
} domar_weights_pairs;

#define DOMAR_WEIGHTS_FIELDS                                                                                              \
    const char *link, *adjacency, *distance, *metric;                                                                     \
    double      power, cutoff;                                                                                            \
    int64_t     neighbours;                                                                                               \
    const char *economic, *standardise, *islands, *unmatched

#define DOMAR_WEIGHTS_CHOICE(o)                                                                                           \
    { (o)->link, (o)->adjacency, (o)->distance, (o)->metric, (o)->power, (o)->cutoff, (o)->neighbours, (o)->economic,     \
      (o)->standardise, (o)->islands, (o)->unmatched }

#define DOMAR_WEIGHTS_PARAMS(type)                                                                                        \
    { DOMAR_FIELD(type, link), .text = "auto", .choices = "auto|adjacency|inverse|neighbours|band|economic",              \
      .en = "What ties two units: a file of neighbours or weights (--adjacency), distance to the power -p (inverse), being " \
            "one of the k nearest (neighbours), being nearer than --cutoff (band), likeness in --economic alone. auto: the " \
            "first of these for which something is given.",                                                               \
      .zh = "空间联系的依据：邻接或权重文件（--adjacency）、距离的负幂（inverse）、k 个最近邻（neighbours）、"            \
            "阈值距离以内（band）、仅按经济距离（economic）。auto：按所给参数自动选取。" },                               \
    { DOMAR_FIELD(type, adjacency),                                                                                       \
      .en = "File of neighbours: two columns with names of units (each pair counts as the file has it; a third column is " \
            "its weight), or a square matrix with names of units in the first row and column.",                           \
      .zh = "邻接文件：两列单位名称（按文件所列方向计，第三列为权重），或首行首列为单位名称的方阵。" },                  \
    { DOMAR_FIELD(type, distance), .en = "Two columns with the coordinates of the units: \"lon,lat\" or \"x,y\".",        \
      .zh = "单位坐标的两列：“lon,lat”或“x,y”。" },                                                                     \
    { DOMAR_FIELD(type, metric), .text = "auto", .choices = "auto|plane|sphere",                                          \
      .en = "Distance in the plane, or in kilometres on the sphere from degrees; auto: sphere where the columns are called " \
            "longitude and latitude (lon, lng, lat, ...).",                                                               \
      .zh = "平面距离，或由经纬度计算的球面距离（公里）；auto：列名为经度、纬度（lon、lng、lat 等）时取球面。" },        \
    { DOMAR_FIELD(type, power), .def = 1, .lo = 0, .hi = 20, .en = "Power of inverse distance.", .zh = "反距离权重的幂。" }, \
    { DOMAR_FIELD(type, cutoff), .def = 0, .lo = 0, .hi = 1e300,                                                          \
      .en = "Units farther apart have no tie (kilometres on the sphere, else units of the coordinates); 0: no limit.",    \
      .zh = "超过此距离不联系（球面为公里，平面为坐标单位）；0 为不限。" },                                               \
    { DOMAR_FIELD(type, neighbours), .def = 0, .lo = 0, .hi = 100000, .en = "Number of nearest neighbours; 0: not used.", \
      .zh = "最近邻的个数；0 为不用。" },                                                                                 \
    { DOMAR_FIELD(type, economic),                                                                                        \
      .en = "Variable of the economic distance |a - b|^-1, mean of each unit over its periods; with another tie it "      \
            "multiplies that one (nested weights).",                                                                      \
      .zh = "经济距离 |a - b|^-1 的变量，取各单位各期均值；与其他联系并用时两者相乘（嵌套权重）。" },                     \
    { DOMAR_FIELD(type, standardise), .text = "row", .choices = "row|none|minmax|spectral",                               \
      .en = "Rows add up to 1 (row), as they are (none), over the lesser of the largest row and column sum (minmax), over " \
            "the largest eigenvalue (spectral).",                                                                         \
      .zh = "行标准化（row）、不处理（none）、除以最大行和与最大列和中的较小者（minmax）、除以最大特征值（spectral）。" }, \
    { DOMAR_FIELD(type, islands), .text = "error", .choices = "error|drop|nearest|keep",                                  \
      .en = "Units without a neighbour: refuse, leave them out, tie them both ways with the nearest unit (needs "         \
            "--distance), or keep them with a row of zeros.",                                                             \
      .zh = "无邻居单位（如海南）：报错、剔除、与最近单位互为邻居（需 --distance），或保留为全零行。" },                   \
    { DOMAR_FIELD(type, unmatched), .text = "error", .choices = "error|ignore",                                           \
      .en = "Units of the file that the panel does not have: refuse, or ignore their lines.",                             \
      .zh = "文件中有而面板中没有的单位：报错或忽略。" }
#endif
