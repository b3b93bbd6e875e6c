package outgoing

import (
	"bytes"
	"context"
	"io"
	"slices"
	"time"

	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/scoring"
	"ikmbot/scoring/chart"
	"ikmbot/scoring/store"
)

// sendPicture sends a picture of a result: by Telegram's file id if it was sent before, freshly
// drawn otherwise.
func (s *Sender) sendPicture(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	picture, language := *out.Reply.Picture, out.Reply.Language
	found, err := s.store.FindPicture(ctx, m.Chat, picture, language)
	if err != nil {
		return err
	}
	// If Telegram has forgotten the file it refuses the id, and the queue sends the message again
	// with Fresh set.
	if found.FileID != "" && !m.Fresh {
		_, err := s.calls.photo(ctx, m, out, &models.InputFileString{Data: found.FileID})
		return err
	}
	var png bytes.Buffer
	if err := draw(&png, s.calls.say.Catalog, picture.Kind, language, found); err != nil {
		return err
	}
	file := &models.InputFileUpload{Filename: string(picture.Kind) + ".png", Data: bytes.NewReader(png.Bytes())}
	sent, err := s.calls.photo(ctx, m, out, file)
	if err != nil || len(sent.Photo) == 0 {
		return err
	}
	if err := s.store.KeepPicture(ctx, found.Assessment, picture.Kind, language, sent.Photo[len(sent.Photo)-1].FileID); err != nil {
		s.log.Warn("a picture has been sent, but will have to be drawn again next time", "error", client.Reason(err))
	}
	return nil
}

// draw draws a picture in a language.
func draw(w io.Writer, catalog *locales.Catalog, kind say.PictureKind, l say.Language, p store.Picture) error {
	d := drawing{artist{catalog, string(l)}, p}
	if kind == say.IEMatrix {
		return d.matrix().PNG(w)
	}
	return d.cartesian().PNG(w)
}

// drawing combines figures and words into a picture of one business's result.
type drawing struct {
	artist
	picture store.Picture
}

// artist has the words of pictures in a language.
type artist struct {
	catalog  *locales.Catalog
	language string
}

func (a artist) word(key string) string { return a.catalog.Say(a.language, key, nil) }

func (a artist) quadrant(q scoring.Quadrant) string { return a.word("quadrant." + string(q) + ".name") }

// cartesian is an empty Cartesian diagram.
func (a artist) cartesian() chart.Cartesian {
	c := chart.Cartesian{
		Strengths:     a.word("axis.strengths"),
		Weaknesses:    a.word("axis.weaknesses"),
		Opportunities: a.word("axis.opportunities"),
		Threats:       a.word("axis.threats"),
		Decimal:       a.word("axis.decimal"),
	}
	for i, q := range scoring.Quadrants {
		c.Quadrants[i] = a.quadrant(q)
	}
	return c
}

// matrix is an empty IE matrix.
func (a artist) matrix(of map[scoring.Cell]scoring.Stance) chart.Matrix {
	m := chart.Matrix{
		IFE:      a.word("picture.matrix.ife"),
		EFE:      a.word("picture.matrix.efe"),
		IFEBands: [3]string{a.word("band.strong"), a.word("band.average"), a.word("band.weak")},
		EFEBands: [3]string{a.word("band.high"), a.word("band.medium"), a.word("band.low")},
		Stances:  [3]string{a.word("stance.build.name"), a.word("stance.hold.name"), a.word("stance.harvest.name")},
	}
	for i, cell := range scoring.Cells {
		m.Cells[i].Stance = slices.Index(scoring.Stances, of[cell])
	}
	return m
}

func (d drawing) cartesian() chart.Cartesian {
	at := func(p store.PicPoint) (x, y float64) { return p.X, p.Y }
	c := d.artist.cartesian()
	for i, q := range scoring.Quadrants {
		c.Quadrants[i] = d.word("quadrant." + string(q) + ".position")
	}
	c.Title, c.Own, c.Mean = d.title(), d.history("picture.cartesian.own", at), d.mean(at)
	return c
}

// title is whose picture it is, and of what day.
func (d drawing) title() string {
	name := d.picture.Name
	if name == "" {
		name = d.word("picture.cartesian.unnamed")
	}
	return d.catalog.Say(d.language, "picture.cartesian.title", map[string]any{
		"Name": name, "Day": d.catalog.Day(d.language, time.UnixMilli(d.picture.Finished).In(say.WIB.Location()))})
}

func (d drawing) matrix() chart.Matrix {
	at := func(p store.PicPoint) (x, y float64) { return p.IFE, p.EFE }
	m := d.artist.matrix(d.picture.Stances)
	m.Title, m.Own, m.Mean = d.word("picture.matrix.title"), d.history("picture.matrix.own", at), d.mean(at)
	return m
}

// history is the business's points, the first one first. The newest is labelled with the message
// own.
func (d drawing) history(own string, at func(store.PicPoint) (x, y float64)) []chart.Point {
	points := make([]chart.Point, len(d.picture.Points))
	for i, p := range d.picture.Points {
		x, y := at(p)
		points[i] = chart.Point{X: x, Y: y, Label: d.catalog.Say(d.language, "picture.cartesian.earlier", map[string]any{"Run": p.Run})}
		if i == len(points)-1 {
			points[i].Label = d.catalog.Say(d.language, own, map[string]any{
				"X": d.catalog.Figure(d.language, x), "Y": d.catalog.Figure(d.language, y)})
		}
	}
	return points
}

func (d drawing) mean(at func(store.PicPoint) (x, y float64)) *chart.Point {
	if d.picture.Mean == nil {
		return nil
	}
	x, y := at(*d.picture.Mean)
	label := d.catalog.Say(d.language, "picture.cartesian.mean", map[string]any{"Region": d.picture.RegionName})
	return &chart.Point{X: x, Y: y, Label: label}
}
