package store

import (
	"embed"

	"ikmbot/scoring/store/internal/sqlite"
)

//go:embed migrations/*.sql views/model/*.sql views/bot/*.sql seed/*.sql
var scripts embed.FS

// schema describes the bot's file. The model's views are apart from the bot's other ones, because a
// recap also applies them to a group.
var schema = sqlite.Schema{
	Application: 0x696b6d62, // "ikmb" in ASCII
	Scripts:     scripts,
	Migrations:  "migrations/*.sql",
	Derived:     []string{"views/model/*.sql", "views/bot/*.sql", "seed/*.sql"},
	LastWrite:   "SELECT coalesce(max(at), 0) FROM receiver",
}
