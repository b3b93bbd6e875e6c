package outgoing

import (
	"bytes"
	"context"
	"io"

	"github.com/go-telegram/bot/models"

	"ikmbot/bot/delivery"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/chart"
	"ikmbot/scoring/store"
)

// sendRecapPicture draws a picture of a recap and sends it.
func (s *Sender) sendRecapPicture(ctx context.Context, m delivery.Message, out store.Outgoing, recap *recap.Recap) error {
	stances, err := s.store.Stances(ctx)
	if err != nil {
		return err
	}
	r := recapDrawing{artist{s.calls.say.Catalog, string(out.Reply.Language)}, recap, stances}
	var png bytes.Buffer
	if err := r.draw(&png, out.Reply.Picture.Recap); err != nil {
		return err
	}
	name := "recap_" + string(out.Reply.Picture.Recap) + ".png"
	_, err = s.calls.photo(ctx, m, out, &models.InputFileUpload{Filename: name, Data: bytes.NewReader(png.Bytes())})
	return err
}

// recapDrawing combines figures and words into a picture of many businesses.
type recapDrawing struct {
	artist
	recap   *recap.Recap
	stances map[scoring.Cell]scoring.Stance
}

func (r recapDrawing) draw(w io.Writer, picture say.RecapPicture) error {
	switch picture {
	case say.RecapMatrix:
		return r.matrix().PNG(w)
	case say.RecapBars:
		return r.bars().PNG(w)
	}
	return r.cartesian().PNG(w)
}

func (r recapDrawing) cartesian() chart.Cartesian {
	c := r.artist.cartesian()
	c.Title = r.word("picture.recap_diagram.title")
	for _, p := range r.recap.Points {
		c.Others = append(c.Others, chart.Point{X: p.X, Y: p.Y, Count: p.Count})
	}
	c.OthersCaption = r.word("picture.recap_diagram.dots")
	c.Mean = r.group(r.recap.Result.X, r.recap.Result.Y)
	c.Study = &chart.Point{X: scoring.Study.X, Y: scoring.Study.Y, Label: r.word("picture.recap_diagram.study")}
	return c
}

// group is the point of the whole group, the mean of its businesses.
func (r recapDrawing) group(x, y float64) *chart.Point {
	return &chart.Point{X: x, Y: y, Label: r.catalog.Say(r.language, "picture.recap_group", map[string]any{
		"X": r.catalog.Figure(r.language, x), "Y": r.catalog.Figure(r.language, y)})}
}

func (r recapDrawing) matrix() chart.Matrix {
	m := r.artist.matrix(r.stances)
	m.Title = r.word("picture.recap_matrix.title")
	for i, cell := range scoring.Cells {
		m.Cells[i].Count = r.catalog.Number(r.language, r.recap.Cells[cell])
	}
	m.Mean = r.group(r.recap.Result.IFE, r.recap.Result.EFE)
	return m
}

func (r recapDrawing) bars() chart.Bars {
	b := chart.Bars{Title: r.word("picture.recap_bars.title"), Decimal: r.word("axis.decimal")}
	for _, g := range []struct {
		group    byte
		name     string
		severity bool
	}{
		{'S', r.word("axis.strengths"), false}, {'W', r.word("axis.weaknesses"), true},
		{'O', r.word("axis.opportunities"), false}, {'T', r.word("axis.threats"), true},
	} {
		group := chart.Group{Name: g.name, Severity: g.severity}
		for _, f := range r.recap.Factors {
			if code := string(f.Factor); code[0] == g.group {
				group.Bars = append(group.Bars, chart.Bar{Name: code + " " + r.word("factor."+code+".name"), Value: f.Mean})
			}
		}
		b.Groups = append(b.Groups, group)
	}
	return b
}
