package exchange

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestImportFile_StopsReadingWhenItIsLeft(t *testing.T) {
	t.Parallel()
	const head = "business,number,questionnaire,weights,started,finished,name,region,age,education,funding,seller,media,craft,scale,workers,sales,assets,obstacles,S1,S2,S3,S4,S5,S6,S7,S8,W1,W2,W3,W4,W5,W6,O1,O2,O3,O4,T1,T2,T3,T4\n"
	const line = "K-07,1,1,balanced,2026-03-01,02/03/2026,Batik Jaya,1571,to30,sma,own,owner,whatsapp maps,batik,single,to4,to300m,-,none,3,3,3,3,3,3,3,3,2,2,2,2,2,2,3,3,3,3,2,2,2,2\n"
	left := false
	file, err := openImportFile(io.MultiReader(strings.NewReader(head), reading(func(p []byte) (int, error) {
		if left {
			t.Error("it reads on")
			return 0, io.EOF
		}
		return copy(p, line), nil
	})))
	if err != nil {
		t.Fatal(err)
	}
	if err := file.head(); err != nil {
		t.Fatal(err)
	}
	file.known = known{regions: map[int]bool{1571: true}, weights: map[string]int64{"balanced": 1}, now: time.Now().UnixMilli()}
	for b := range file.batches(t.Context()) {
		if b.rows() != batchRows {
			t.Errorf("%d interviews in a batch, want %d: %+v", b.rows(), batchRows, file.faults)
		}
		break
	}
	left = true
}

// reading makes a reader of a function.
type reading func([]byte) (int, error)

func (f reading) Read(p []byte) (int, error) { return f(p) }
