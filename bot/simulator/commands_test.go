package simulator_test

import (
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

func TestCommands_ByScopeAndLanguage(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	b := library(t, s)
	set := func(command, language string, scope models.BotCommandScope) {
		t.Helper()
		ok, err := b.SetMyCommands(t.Context(), &bot.SetMyCommandsParams{
			Commands: []models.BotCommand{{Command: command, Description: " described "}}, LanguageCode: language, Scope: scope,
		})
		if err != nil || !ok {
			t.Fatal(err)
		}
	}
	indonesian := simulator.User{ID: 1, LanguageCode: "id"}
	shows := func(u simulator.User, want string) {
		t.Helper()
		got := ""
		if menu := s.Commands(u); menu != nil {
			got = menu[0].Command
		}
		if got != want {
			t.Errorf("%+v sees %q, want %q", u, got, want)
		}
	}
	shows(indonesian, "")
	set("all", "", nil)
	shows(indonesian, "all")
	set("semua", "id", &models.BotCommandScopeDefault{})
	shows(indonesian, "semua")
	shows(simulator.User{ID: 1, LanguageCode: "id-ID"}, "semua")
	shows(simulator.User{ID: 1, LanguageCode: "en"}, "all")
	set("private", "", &models.BotCommandScopeAllPrivateChats{})
	shows(indonesian, "private")
	set("officer", "", &models.BotCommandScopeChat{ChatID: int64(1)})
	shows(indonesian, "officer")
	shows(simulator.User{ID: 2, LanguageCode: "id"}, "private")
	got, err := b.GetMyCommands(t.Context(), &bot.GetMyCommandsParams{LanguageCode: "id"})
	if diff := cmp.Diff([]models.BotCommand{{Command: "semua", Description: "described"}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := b.DeleteMyCommands(t.Context(), &bot.DeleteMyCommandsParams{Scope: &models.BotCommandScopeChat{ChatID: 1}}); err != nil {
		t.Fatal(err)
	}
	shows(indonesian, "private")
	if got, err := b.GetMyCommands(t.Context(), &bot.GetMyCommandsParams{LanguageCode: "fr"}); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestCommands_Refusals(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	command := func(name, description string) string {
		return `{"commands":[{"command":"` + name + `","description":"` + description + `"}]}`
	}
	for _, c := range []struct{ method, params, want string }{
		{"setMyCommands", `{}`, "can't parse commands: Array expected"},
		{"setMyCommands", command("", "x"), "command must be non-empty"},
		{"setMyCommands", command(strings.Repeat("a", 33), "x"), "command length must not exceed 32"},
		{"setMyCommands", command("Start", "x"), "BOT_COMMAND_INVALID"},
		{"setMyCommands", command("start", " "), "command description must be non-empty"},
		{"setMyCommands", command("start", strings.Repeat("é", 257)), "command description length must not exceed 256"},
		{"setMyCommands", `{"commands":[],"language_code":"id-ID"}`, "invalid language code specified"},
		{"setMyCommands", `{"commands":[],"scope":{"type":"chat"}}`, `can't parse BotCommandScope: Field "chat_id" is required`},
		{"setMyCommands", `{"commands":[],"scope":{"type":"moon"}}`, "can't parse BotCommandScope: Unsupported type specified"},
		{"setMyCommands", `{"commands":[` + strings.Repeat(`{},`, 100) + `{}]}`, "BOT_COMMANDS_TOO_MUCH"},
		{"setMyName", `{"name":"` + strings.Repeat("é", 65) + `"}`, "bot name is too long"},
		{"setMyDescription", `{"description":"` + strings.Repeat("é", 513) + `"}`, "bot description is too long"},
		{"setMyShortDescription", `{"short_description":"` + strings.Repeat("é", 121) + `"}`, "bot short description is too long"},
		{"getMyName", `{"language_code":"ID"}`, "invalid language code specified"},
	} {
		if got := post(t, s, c.method, c.params); got.Description != "Bad Request: "+c.want {
			t.Errorf("%.60s: %s, want %s", c.params, got.Description, c.want)
		}
	}
	if got := post(t, s, "setMyCommands", command("/"+strings.Repeat("a", 32), strings.Repeat("é", 256))); !got.OK {
		t.Errorf("the longest command: %s", got.Description)
	}
}

func TestProfile_ByLanguage(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Username: "craft_bot"})
	b := library(t, s)
	if diff := cmp.Diff(simulator.Profile{Name: "craft_bot"}, s.Profile("id")); diff != "" {
		t.Error(diff)
	}
	for _, err := range []error{
		second(b.SetMyName(t.Context(), &bot.SetMyNameParams{Name: "Craft"})),
		second(b.SetMyName(t.Context(), &bot.SetMyNameParams{Name: "Kerajinan", LanguageCode: "id"})),
		second(b.SetMyDescription(t.Context(), &bot.SetMyDescriptionParams{Description: strings.Repeat("é", 512)})),
		second(b.SetMyShortDescription(t.Context(), &bot.SetMyShortDescriptionParams{ShortDescription: "short", LanguageCode: "id"})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := simulator.Profile{Name: "Kerajinan", Description: strings.Repeat("é", 512), ShortDescription: "short"}
	if diff := cmp.Diff(want, s.Profile("id")); diff != "" {
		t.Error(diff)
	}
	name, err := b.GetMyName(t.Context(), &bot.GetMyNameParams{LanguageCode: "en"})
	if err != nil || name.Name != "Craft" {
		t.Errorf("got %+v, %v", name, err)
	}
	short, err := b.GetMyShortDescription(t.Context(), &bot.GetMyShortDescriptionParams{})
	if err != nil || short.ShortDescription != "" {
		t.Errorf("got %+v, %v", short, err)
	}
	if me, err := b.GetMe(t.Context()); err != nil || me.FirstName != "Craft" {
		t.Errorf("got %+v, %v", me, err)
	}
}

func second[T any](_ T, err error) error { return err }
