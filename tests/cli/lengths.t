# chain.length and chain.participation: headers of every grain.
$ for m in chain.participation chain.length; do for by in $(domar methods $m --json | python3 -c "import json,sys; print(*[g['name'] for g in json.load(sys.stdin)['methods'][0]['grains']])"); do echo "$m $by: $(domar run $m $DATA/leather.csv --by $by --format csv | head -1)"; done; done
chain.participation industry: year,economy,industry,v_d,v_rt,v_gvc_s,v_gvc_c,gvc_forward,y_d,y_rt,y_gvc_s,y_gvc_c,gvc_backward
chain.participation economy: year,economy,v_d,v_rt,v_gvc_s,v_gvc_c,gvc_forward,y_d,y_rt,y_gvc_s,y_gvc_c,gvc_backward,exports,gvc,gvcb,gvcf,gvc_share,vs,vs1,koopman_participation,koopman_position
chain.participation trade: year,economy,industry,exports,gvc,gvcb,gvcf,gvc_share
chain.length industry: year,economy,industry,plv,plv_d,plv_rt,plv_gvc,plv_gvc_s,plv_gvc_c,ply,ply_drt,ply_gvc,gvc_position
chain.length economy: year,economy,plv,plv_d,plv_rt,plv_gvc,plv_gvc_s,plv_gvc_c,ply,ply_drt,ply_gvc,gvc_position
$ domar run chain.participation $DATA/leather.csv --by trade --economy ARG --format table
year  economy  industry                 exports          gvc         gvcb         gvcf  gvc_share
                                    million USD  million USD  million USD  million USD      share
2013  ARG      Agriculture               33.200       12.815       3.7061       9.1087    0.38599
2013  ARG      Textile_and_Leather       28.500       15.415       6.9306       8.4847    0.54089
2013  ARG      Transport_Equipment        2.600        1.271       0.8457       0.4253    0.48886

Of the value added of Argentina 36.9 % goes into intermediate trade (forward), of its final products 19.1 % rests on it (backward); 45.9 % of its exports cross more than one border.
$ domar run chain.participation $DATA/miller_blair_2x2.csv
domar: chain.participation needs a table of several economies, this one has 1
[4]
$ domar run chain.length $DATA/leather.csv --by economy --format table --lang zh
year  economy     plv   plv_d  plv_rt  plv_gvc  plv_gvc_s  plv_gvc_c     ply  ply_drt  ply_gvc  gvc_position
               stages  stages  stages   stages     stages     stages  stages   stages   stages         ratio
2013  ARG      2.0957  1.4176  1.3491   3.2961     2.9306     3.6153  1.7833   1.3951   3.4272        0.9617
2013  TUR      2.1159  1.5348  1.4921   3.3466     3.0391     3.6424  1.9647   1.5164   3.5043        0.9550
2013  GER      1.9462  1.6442  1.6799   3.7162     3.1385     4.1730  2.1274   1.6581   3.4073        1.0907

离全球价值链中点最远的是德国，位置指数 1.09，更靠近上游。
