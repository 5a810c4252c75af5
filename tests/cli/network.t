# chain.network: headers of every grain, and a graph that XML readers read.
$ for by in economy industry edge industry_edge; do echo "$by: $(domar run chain.network $DATA/leather.csv --by $by --format csv | head -1)"; done
economy: year,economy,out_strength,in_strength,pagerank,betweenness,edges,community
industry: year,economy,industry,out_strength,in_strength,pagerank,betweenness,edges,community
edge: year,economy,partner,value,share_out,share_in,significance,backbone
industry_edge: year,economy,industry,partner,partner_industry,value,share_out,share_in,significance
$ domar run chain.network $DATA/leather.csv --by edge --alpha 0.5 --format table
year  economy  partner        value  share_out  share_in  significance  backbone
                        million USD      share     share   probability
2013  ARG      TUR           18.493    0.39573   0.24256       0.60427  no
2013  ARG      GER           28.239    0.60427   0.34898       0.39573  yes
2013  TUR      ARG           24.661    0.31886   0.38756       0.61244  no
2013  TUR      GER           52.680    0.68114   0.65102       0.31886  yes
2013  GER      ARG           38.971    0.40293   0.61244       0.38756  yes
2013  GER      TUR           57.748    0.59707   0.75744       0.24256  yes

The largest tie runs from Germany to Türkiye: 26.16 % of all flows between economies; the backbone has 4 edges.
$ domar run chain.network $DATA/leather.csv --by edge --economy ARG -o net.gexf; cat net.gexf | sed 's/value="[0-9.]*"/value="N"/g; s/weight="[0-9.]*"/weight="N"/g'
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta><creator>domar</creator><description>chain.network</description></meta>
  <graph defaultedgetype="directed">
    <attributes class="edge">
      <attribute id="0" title="year" type="string"/>
      <attribute id="3" title="value" type="double"/>
      <attribute id="4" title="share_out" type="double"/>
      <attribute id="5" title="share_in" type="double"/>
      <attribute id="6" title="significance" type="double"/>
      <attribute id="7" title="backbone" type="string"/>
    </attributes>
    <nodes>
      <node id="ARG" label="Argentina"/>
      <node id="TUR" label="Türkiye"/>
      <node id="GER" label="Germany"/>
    </nodes>
    <edges>
      <edge id="0" source="ARG" target="TUR" weight="N"><attvalues><attvalue for="0" value="N"/><attvalue for="3" value="N"/><attvalue for="4" value="N"/><attvalue for="5" value="N"/><attvalue for="6" value="N"/><attvalue for="7" value="no"/></attvalues></edge>
      <edge id="1" source="ARG" target="GER" weight="N"><attvalues><attvalue for="0" value="N"/><attvalue for="3" value="N"/><attvalue for="4" value="N"/><attvalue for="5" value="N"/><attvalue for="6" value="N"/><attvalue for="7" value="no"/></attvalues></edge>
    </edges>
  </graph>
</gexf>
$ domar run chain.network $DATA/leather.csv --by industry_edge --alpha 0.9 --flows inputs -o ind.gexf; python3 -c "import xml.etree.ElementTree as E; g=E.parse('ind.gexf').getroot(); n='{http://gexf.net/1.3}'; ids={e.get('id') for e in g.iter(n+'node')}; edges=list(g.iter(n+'edge')); print(len(ids), len(edges)>9, all(e.get('source') in ids and e.get('target') in ids for e in edges))"
9 True True
$ domar run chain.network $DATA/leather.csv -o net.gexf; ls net.gexf
domar: gexf is for answers with economy and partner: ask chain.network by edge, or choose another format
net.gexf
$ domar run chain.network $DATA/leather.csv --flows money
domar: --flows cannot be money: choose one of value_added|inputs
[2]
$ domar run chain.network $DATA/miller_blair_2x2.csv
domar: chain.network needs a table of several economies, this one has 1
[4]
