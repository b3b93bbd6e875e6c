package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
)

// importFile imports a file of interviews that were held on paper.
func (p *program) importFile(ctx context.Context) (err error) {
	file, err := os.Open(p.settings.Words[0])
	if err != nil {
		return err
	}
	defer file.Close()
	s, err := store.Open(ctx, p.settings.database(), store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	done, err := s.Import(ctx, file, p.settings.SkipFaulty)
	faulty, ok := errors.AsType[*exchange.Error](err)
	if err != nil && !ok {
		return err
	}
	allowed, failed := p.allowed(ctx, s)
	switch {
	case failed != nil:
		return errors.Join(err, failed)
	case ok:
		return &faultyFileError{"error.import", err, p.faultLines(faulty.Faults, faulty.More, allowed)}
	}
	lines := append(p.faultLines(done.Faults, done.More, allowed),
		p.say("imported", map[string]any{"Interviews": done.Interviews, "Skipped": done.Skipped}))
	_, err = fmt.Fprintln(p.out, strings.Join(lines, "\n"))
	return err
}

// faultyFileError is an [*exchange.Error] in words.
type faultyFileError struct {
	message string // error.import or error.weights_file
	err     error
	lines   []string
}

func (e *faultyFileError) Error() string { return e.err.Error() }

func (e *faultyFileError) Unwrap() error { return e.err }

// allowed returns what the cells of a column may hold, by the names of those that hold one of a few
// values.
func (p *program) allowed(ctx context.Context, s *store.Store) (map[string]string, error) {
	regions, err := s.Regions(ctx)
	if err != nil {
		return nil, err
	}
	sets, err := s.WeightSets(ctx)
	if err != nil {
		return nil, err
	}
	var names, versions []string
	for _, set := range sets {
		names = append(names, set.Name)
	}
	for _, release := range questionnaire.Releases {
		versions = append(versions, strconv.Itoa(release.Version))
	}
	allowed := map[string]string{
		"business": "K-01", "number": "1", "started": "2026-01-31",
		"questionnaire": strings.Join(versions, ", "), "weights": strings.Join(names, ", "),
	}
	for _, q := range questionnaire.AllQuestions() {
		options := q.Options
		if q.Kind == questionnaire.RegionOf {
			options = regionNames(regions)
		}
		if q.MayPickNothing() {
			options = append(options[:len(options):len(options)], questionnaire.NoneOption)
		}
		allowed[q.Code] = strings.Join(options, ", ")
	}
	return allowed, nil
}

// regionNames returns the regions' codes with their names, where they have one.
func regionNames(regions []say.Region) []string {
	names := make([]string, len(regions))
	for i, r := range regions {
		names[i] = strings.TrimSpace(strconv.Itoa(r.Code) + " " + r.Name)
	}
	return names
}

// explained are the faults that are followed by what the column may hold.
var explained = []exchange.Reason{
	exchange.FaultEmpty, exchange.FaultNumber, exchange.FaultVersion, exchange.FaultWeights, exchange.FaultRegion, exchange.FaultOption,
}

// faultLines describes the faults of a file, one per line, and what may stand in a column below its
// first fault.
func (p *program) faultLines(faults []exchange.Fault, more []exchange.More, allowed map[string]string) []string {
	var lines []string
	told := map[string]bool{}
	for _, f := range faults {
		lines = append(lines, p.faultLine(f))
		if may := allowed[f.Name]; may != "" && !told[f.Name] && slices.Contains(explained, f.Reason) {
			told[f.Name] = true
			lines = append(lines, "  "+p.say("fault.allowed", map[string]any{"Name": f.Name, "Allowed": may}))
		}
	}
	for _, m := range more {
		args := map[string]any{"Rest": m.Count, "Name": m.Name, "Reason": p.say("fault.reason."+string(m.Reason), nil)}
		if m.Name == "" {
			lines = append(lines, p.say("fault.more", args))
		} else {
			lines = append(lines, p.say("fault.more_in_column", args))
		}
	}
	return lines
}

func (p *program) faultLine(f exchange.Fault) string {
	args := map[string]any{
		"Line": f.Line, "Column": f.Column, "Name": f.Name, "Value": fmt.Sprintf("%q", f.Value),
		"Reason": p.say("fault.reason."+string(f.Reason), nil),
	}
	switch {
	case f.Column > 0:
		return p.say("fault.cell", args)
	case f.Line == 0:
		return p.say("fault.nowhere", args)
	case f.Name != "":
		return p.say("fault.column", args)
	}
	return p.say("fault.line", args)
}
