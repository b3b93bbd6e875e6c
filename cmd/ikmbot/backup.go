package main

import (
	"context"
	"fmt"

	"ikmbot/scoring/store"
)

// backup copies the database, even that of a running bot.
func (p *program) backup(ctx context.Context) error {
	file := p.settings.Words[0]
	rows, err := store.Backup(ctx, p.settings.database(), file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, p.say("backup", map[string]any{"File": p.settings.database(), "Backup": file, "Rows": rows}))
	return err
}

// restore replaces the database by a backup.
func (p *program) restore(ctx context.Context) error {
	file := p.settings.Words[0]
	if err := store.Restore(ctx, file, p.settings.database()); err != nil {
		return err
	}
	_, err := fmt.Fprintln(p.out, p.say("restored", map[string]any{"File": p.settings.database(), "Backup": file}))
	return err
}
