package chart

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"testing"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// emptyPlot is the library's own plot with nothing in it, of the size and in the encoding of the
// diagram: the measure of what a picture costs at least.
type emptyPlot struct{ height vg.Length }

func (e emptyPlot) PNG(w io.Writer) error {
	p := plot.New()
	p.Title.Text = "Posisi usaha Anda"
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -1.5, 1.5, -1.5, 1.5
	canvas := vgimg.NewWith(vgimg.UseWH(Width, e.height), vgimg.UseDPI(72))
	p.Draw(draw.New(canvas))
	return writePNG(w, canvas.Image().(*image.RGBA))
}

// benchmark draws a picture and, turn by turn, the empty plot of the same size, and reports how
// many times its time it takes.
func benchmark(b *testing.B, p picture) {
	file := drawn(b, p)
	size, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		b.Fatal(err)
	}
	empty := emptyPlot{height: vg.Length(size.Height)}
	var own, bare time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		if err := p.PNG(io.Discard); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if err := empty.PNG(io.Discard); err != nil {
			b.Fatal(err)
		}
		own, bare = own+between.Sub(start), bare+time.Since(between)
		n++
	}
	b.ReportMetric(float64(own.Nanoseconds())/float64(n), "ns/op")
	b.ReportMetric(float64(own)/float64(bare), "x-empty")
	b.ReportMetric(float64(len(file)), "file-bytes")
}

func BenchmarkCartesian(b *testing.B) { benchmark(b, exampleCartesian()) }

func BenchmarkCartesianOf3000(b *testing.B) {
	c := exampleCartesian()
	c.Others, c.OthersCaption = crowdOf(3000), "Makin besar titik, makin banyak usaha"
	benchmark(b, c)
}

func BenchmarkMatrix(b *testing.B) { benchmark(b, exampleMatrix()) }

func BenchmarkBars(b *testing.B) {
	benchmark(b, Bars{Title: "Nilai rata-rata", Groups: []Group{
		{Name: "Kekuatan", Bars: someBars(8)}, {Name: "Kelemahan", Severity: true, Bars: someBars(6)},
		{Name: "Peluang", Bars: someBars(4)}, {Name: "Ancaman", Severity: true, Bars: someBars(4)},
	}})
}

func BenchmarkEmptyPlot(b *testing.B) { benchmark(b, emptyPlot{height: 979}) }
