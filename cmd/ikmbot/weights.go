package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ikmbot/scoring"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
)

// weightActs maps the actions on weight sets to the number of words that follow each.
var weightActs = map[string]int{"list": 0, "show": 1, "load": 1, "use": 1}

// weights lists, shows, loads or activates weight sets.
func (p *program) weights(ctx context.Context) (err error) {
	act, what := p.settings.Words[0], p.settings.Words[len(p.settings.Words)-1]
	var set scoring.WeightSet
	if act == "load" { // a file that cannot be read leaves the database alone
		if set, err = p.readWeights(what); err != nil {
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
		if err := s.LoadWeights(ctx, set); err != nil {
			return err
		}
		return p.confirm("weights_loaded", set.Name)
	case "use":
		if err := s.UseWeights(ctx, what); err != nil {
			return err
		}
		return p.confirm("weights_used", what)
	case "show":
		return p.showWeights(ctx, s, what)
	}
	return p.listWeights(ctx, s)
}

// confirm says what was done with a weight set.
func (p *program) confirm(done, name string) error {
	_, err := fmt.Fprintln(p.out, p.say(done, map[string]any{"Name": name}))
	return err
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

// showWeights prints a set in the format of a file to load, with the separators of Indonesian
// spreadsheets.
func (p *program) showWeights(ctx context.Context, s *store.Store, name string) error {
	set, err := s.WeightSet(ctx, name)
	if err != nil {
		return err
	}
	lines := [][]string{exchange.WeightColumns}
	for _, f := range slices.SortedFunc(maps.Keys(set.Weights), byPaper) {
		weight := strconv.FormatFloat(set.Weights[f], 'f', -1, 64)
		lines = append(lines, []string{string(f), strings.Replace(weight, ".", ",", 1)})
	}
	out := csv.NewWriter(p.out)
	out.Comma = ';'
	return out.WriteAll(lines)
}

// byPaper orders factors as in the study: strengths, weaknesses, opportunities, threats.
func byPaper(a, b scoring.FactorCode) int {
	return cmp.Or(cmp.Compare(strings.IndexByte("SWOT", a[0]), strings.IndexByte("SWOT", b[0])), cmp.Compare(a, b))
}

// readWeights reads a set from a file of factors and weights. The set gets the name of the file. Faults
// are a [*faultyFileError].
func (p *program) readWeights(path string) (set scoring.WeightSet, err error) {
	set.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	file, err := os.Open(path)
	if err != nil {
		return set, err
	}
	defer file.Close()
	set.Weights, err = exchange.ReadWeights(file)
	if faulty, ok := errors.AsType[*exchange.Error](err); ok {
		return set, &fileError{path, &faultyFileError{"error.weights_file", err, p.faultLines(faulty.Faults, faulty.More, nil)}}
	}
	return set, err
}
