# What the program says of itself.
$ domar version
domar 0.1.0
$ domar help diff
domar diff A B

Compare two results on their keys. Exit code 6 if they differ.

Options
  --rtol R                         Relative tolerance; default 1e-9.

Output
  --format table|csv|json|ndjson|sdmx|xlsx|har|gexf
                                   Format; default table on a terminal, csv into a pipe, or by the name after -o.
  --output FILE                    Write to a file (-o FILE), whole or not at all.
  --labels code|name|both          Codes, names or both; default both on a terminal, else code.
  --digits N                       Significant digits of the aligned table; default 5.
  --certificate[=FILE]             Print the certificate to standard error, or as JSON to FILE.

Always
  --lang en|zh                     Language of labels and words.
  --threads N                      Threads to use; default all processors.
  --deterministic                  Equal bits whatever the number of threads.
  --seed N                         Seed of methods that draw.
  --no-progress                    No progress on the terminal.
  --help                           Help on this command.
$ domar help run --lang zh
domar run METHOD TABLE

在表上运行一个方法。

方法参数见 `domar methods METHOD`。

输出
  --format table|csv|json|ndjson|sdmx|xlsx|har|gexf
                                   格式；终端默认 table，管道默认 csv，或按 -o 的文件名判断。
  --output FILE                    写入文件（-o FILE），要么完整要么不写。
  --labels code|name|both          显示代码、名称或两者；终端默认 both，否则 code。
  --digits N                       对齐表格的有效数字，默认 5。
  --certificate[=FILE]             把计算凭证打印到标准错误，或以 JSON 写入 FILE。

通用
  --lang en|zh                     标签与文字的语言。
  --threads N                      线程数，默认用全部处理器。
  --deterministic                  结果逐位一致，与线程数无关。
  --seed N                         随机方法的种子。
  --no-progress                    不显示进度。
  --help                           显示本命令的帮助。
$ domar run --help | head -1
domar run METHOD TABLE
$ domar methods | head -3
accounts.structure       Structure of output, value added, exports and jobs
accounts.multipliers     Multipliers of output, value added, income, jobs and imports
accounts.linkages        Backward and forward linkages, key industries
$ domar methods --lang zh | head -3
accounts.structure       产出、增加值、出口与就业结构
accounts.multipliers     产出、增加值、收入、就业与进口乘数
accounts.linkages        前后向关联与关键行业
$ domar methods chain.upstreamness | head -1
chain.upstreamness  Stages between an industry and final use
$ domar methods chain.upstreamness --lang zh | head -1
chain.upstreamness  上游度：行业到最终使用的平均阶段数
$ domar cite chain.upstreamness
Fally, T. (2012). On the Fragmentation of Production in the US. University of Colorado, mimeo.
Antràs, P., Chor, D., Fally, T. and Hillberry, R. (2012). Measuring the Upstreamness of Production and Trade Flows. American Economic Review: Papers and Proceedings 102(3), 412-416. sec. I.A
Antràs, P. and Chor, D. (2018). On the Measurement of Upstreamness and Downstreamness in Global Value Chains. NBER Working Paper 24185. sec. 2
domar 0.1.0, chain.upstreamness: u = (I - \hat x^{-1} Z)^{-1} \mathbf 1, \quad Z_{ij} \to Z_{ij} x_i / (x_i - N_i) \text{ with net inventories}
$ domar cite chain.upstreamness --bibtex
@unpublished{fally2012, author={Fally, Thibault}, title={On the Fragmentation of Production in the {US}}, note={University of Colorado}, year={2012}}
@article{antras2012, author={Antr{\`a}s, Pol and Chor, Davin and Fally, Thibault and Hillberry, Russell}, title={Measuring the Upstreamness of Production and Trade Flows}, journal={American Economic Review}, volume={102}, number={3}, pages={412--416}, year={2012}}
@techreport{antras2018, author={Antr{\`a}s, Pol and Chor, Davin}, title={On the Measurement of Upstreamness and Downstreamness in Global Value Chains}, institution={NBER}, number={24185}, year={2018}}
% domar 0.1.0, chain.upstreamness: u = (I - \hat x^{-1} Z)^{-1} \mathbf 1, \quad Z_{ij} \to Z_{ij} x_i / (x_i - N_i) \text{ with net inventories}
$ domar methods --json | head -c 24
{"engine":"0.1.0","metho