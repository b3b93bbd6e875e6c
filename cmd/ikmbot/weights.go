package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ikmbot/scoring"
	"ikmbot/scoring/store"
)

// weightActs maps the actions on weight sets to the number of words that follow each.
var weightActs = map[string]int{"list": 0, "show": 1, "load": 1, "use": 1}

// weights lists, shows, loads or activates weight sets.
func (p *program) weights(ctx context.Context) (err error) {
	act, what := p.settings.Words[0], p.settings.Words[len(p.settings.Words)-1]
	var set scoring.WeightSet
	if act == "load" { // a file that cannot be read leaves the database alone
		if set, err = readWeights(what); err != nil {
			return err
		}
		if p.settings.Name != "" {
			set.Name = p.settings.Name
		}
	}
	s, err := store.Open(ctx, p.settings.database(), store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	switch act {
	case "load":
		return s.LoadWeights(ctx, set)
	case "use":
		return s.UseWeights(ctx, what)
	case "show":
		return p.showWeights(ctx, s, what)
	}
	return p.listWeights(ctx, s)
}

// listWeights prints a line for each set, and marks the active one with an asterisk.
func (p *program) listWeights(ctx context.Context, s *store.Store) error {
	sets, err := s.WeightSets(ctx)
	if err != nil {
		return err
	}
	for _, set := range sets {
		mark := " "
		if set.Active {
			mark = "*"
		}
		if _, err := fmt.Fprintln(p.out, strings.TrimRight(mark+" "+set.Name+"  "+set.Note, " ")); err != nil {
			return err
		}
	}
	return nil
}

// weightHeader is the first line of a file of weights.
var weightHeader = []string{"factor", "weight"}

// showWeights prints a set in the format of a file to load.
func (p *program) showWeights(ctx context.Context, s *store.Store, name string) error {
	set, err := s.WeightSet(ctx, name)
	if err != nil {
		return err
	}
	lines := [][]string{weightHeader}
	for _, f := range slices.SortedFunc(maps.Keys(set.Weights), byPaper) {
		lines = append(lines, []string{string(f), strconv.FormatFloat(set.Weights[f], 'g', -1, 64)})
	}
	return csv.NewWriter(p.out).WriteAll(lines)
}

// byPaper orders factors as in the study: strengths, weaknesses, opportunities, threats.
func byPaper(a, b scoring.FactorCode) int {
	return cmp.Or(cmp.Compare(strings.IndexByte("SWOT", a[0]), strings.IndexByte("SWOT", b[0])), cmp.Compare(a, b))
}

// weightLineError is returned by readWeights for a line other than a factor and its weight.
type weightLineError struct {
	file string
	line int
}

func (e *weightLineError) Error() string {
	return fmt.Sprintf("%s line %d is not a factor and its weight, each factor once", e.file, e.line)
}

// readWeights reads a set from a file of lines factor,weight. The set gets the name of the file.
func readWeights(path string) (scoring.WeightSet, error) {
	set := scoring.WeightSet{
		Name:    strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)),
		Weights: map[scoring.FactorCode]float64{},
	}
	file, err := os.Open(path)
	if err != nil {
		return set, err
	}
	defer file.Close()
	lines := csv.NewReader(file)
	lines.FieldsPerRecord = len(weightHeader)
	for first := true; ; first = false {
		fields, err := lines.Read()
		var faulty *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && !first:
			return set, nil
		case errors.Is(err, io.EOF):
			return set, &weightLineError{path, 1}
		case errors.As(err, &faulty):
			return set, &weightLineError{path, faulty.Line}
		case err != nil:
			return set, err
		case first && slices.Equal(fields, weightHeader), !first && addWeight(set.Weights, fields):
		default:
			line, _ := lines.FieldPos(0)
			return set, &weightLineError{path, line}
		}
	}
}

// addWeight adds a line's weight; false if it is not a number or the factor has one already.
func addWeight(weights map[scoring.FactorCode]float64, fields []string) bool {
	factor := scoring.FactorCode(strings.TrimSpace(fields[0]))
	weight, err := strconv.ParseFloat(strings.TrimSpace(fields[1]), 64)
	if _, twice := weights[factor]; err != nil || twice || math.IsNaN(weight) {
		return false
	}
	weights[factor] = weight
	return true
}
