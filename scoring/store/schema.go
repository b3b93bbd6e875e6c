package store

import (
	"embed"

	"ikmbot/scoring/store/internal/sqlite"
)

//go:embed migrations/*.sql views/model/*.sql views/bot/*.sql seed/*.sql
var scripts embed.FS

// schema is the bot's file. The views of the model, which a recap lays over a group as well, stand
// apart from those that the bot needs besides.
var schema = sqlite.Schema{
	Application: 0x696b6d62, // "ikmb" in ASCII
	Scripts:     scripts,
	Migrations:  "migrations/*.sql",
	Derived:     []string{"views/model/*.sql", "views/bot/*.sql", "seed/*.sql"},
	LastWrite:   "SELECT coalesce(max(at), 0) FROM receiver",
}
