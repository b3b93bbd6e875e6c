package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

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
	if err != nil {
		return err
	}
	lines := append(p.faultLines(done.Faults), p.say("imported", map[string]any{"Interviews": done.Interviews, "Skipped": done.Skipped}))
	_, err = fmt.Fprintln(p.out, strings.Join(lines, "\n"))
	return err
}

// faultLines describes the faults of a file, one per line.
func (p *program) faultLines(faults []exchange.Fault) []string {
	lines := make([]string, len(faults))
	for i, f := range faults {
		args := map[string]any{
			"Line": f.Line, "Column": f.Column, "Name": f.Name, "Value": fmt.Sprintf("%q", f.Value),
			"Reason": p.say("fault.reason."+string(f.Reason), nil),
		}
		switch {
		case f.Column > 0:
			lines[i] = p.say("fault.cell", args)
		case f.Name != "":
			lines[i] = p.say("fault.column", args)
		default:
			lines[i] = p.say("fault.line", args)
		}
	}
	return lines
}
