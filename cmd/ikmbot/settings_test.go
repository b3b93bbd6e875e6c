package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// botToken has the form of a bot's token, and is none.
const botToken = "7000000001:AAExampleOfATokenThatNobodyHas_12345"

// ending is how a run of the program ends.
type ending struct {
	code      int
	out, errs string
}

// lines are the lines on standard error.
func (o ending) lines() []string {
	return strings.Split(strings.TrimSuffix(o.errs, "\n"), "\n")
}

// command runs the program with these settings; in English where they name no language.
func command(ctx context.Context, settings map[string]string, args ...string) ending {
	var out, errs syncBuffer
	code := run(ctx, args, func(name string) string { return settings[name] }, strings.NewReader(""), &out, &errs)
	return ending{code, out.String(), errs.String()}
}

// syncBuffer is a buffer that several goroutines may write to.
type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
	// when is called with all that was written so far.
	when func(string)
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.buf.Write(p)
	if b.when != nil {
		b.when(b.buf.String())
	}
	return n, err
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// mistaken are settings that can't be used and what is said of each, in English.
var mistaken = []struct {
	what     string
	settings map[string]string
	args     []string
	said     string
}{
	{"command", nil, []string{"dance"}, "There is no command dance. Commands: backup, chat, check, export, help, import, recap, restore, version, weights. See: ikmbot help"},
	{"argument", nil, []string{"chat", "loudly"}, "Unknown argument loudly after the command. See: ikmbot help"},
	{"words", nil, []string{"backup"}, "Wrong arguments for backup. Possible: backup FILE, export FILE.xlsx or FILE.csv, import FILE.csv, recap [FILE.db ...], restore FILE, weights list, weights show NAME, weights load FILE.csv [-name NAME], weights use NAME"},
	{"flag", nil, []string{"-speed", "3"}, "The flag -speed is unknown or has no value. See: ikmbot help"},
	{"flag", nil, []string{"chat", "-db"}, "The flag -db is unknown or has no value. See: ikmbot help"},
	{"words", nil, []string{"export", "recap.pdf"}, "Wrong arguments for export. Possible: backup FILE, export FILE.xlsx or FILE.csv, import FILE.csv, recap [FILE.db ...], restore FILE, weights list, weights show NAME, weights load FILE.csv [-name NAME], weights use NAME"},
	{"flag", nil, []string{"backup", "-names", "copy.db"}, "The flag -names is unknown or has no value. See: ikmbot help"},
	{"day", nil, []string{"recap", "-from", "1/2"}, "-from must be a day such as 2026-01-31 or 31/01/2026, not 1/2"},
	{"day", nil, []string{"export", "a.csv", "-to", "2026-02-30"}, "-to must be a day such as 2026-01-31 or 31/01/2026, not 2026-02-30"},
	{"span", nil, []string{"recap", "-from", "2026-02-02", "-to", "2026-02-01"}, "-to 2026-02-01 is before -from 2026-02-02"},
	{"token", map[string]string{"TELEGRAM_BOT_TOKEN": "7000000001"}, nil, "TELEGRAM_BOT_TOKEN does not look like a token: digits, a colon, then at least 30 letters. Copy it from @BotFather again."},
	{"api_url", map[string]string{"TELEGRAM_API_URL": "localhost:8081"}, nil, "TELEGRAM_API_URL must be an address https://… or http://…, not localhost:8081"},
	{"api_url", nil, []string{"-api-url", "https://"}, "TELEGRAM_API_URL must be an address https://… or http://…, not https://"},
	{"listen", map[string]string{"IKMBOT_LISTEN": "8080"}, nil, "IKMBOT_LISTEN must be address:port such as 127.0.0.1:8080, not 8080"},
	{"listen", map[string]string{"IKMBOT_LISTEN": "127.0.0.1:99999"}, nil, "IKMBOT_LISTEN must be address:port such as 127.0.0.1:8080, not 127.0.0.1:99999"},
	{"webhook_url", hooked("http://bot.example/hook", "IKMBOT_LISTEN", ":8080"), nil, "IKMBOT_WEBHOOK_URL must be an address https://… with port 443, 80, 88 or 8443, and another path than /healthz and /metrics, not http://bot.example/hook"},
	{"webhook_url", hooked("https://bot.example:8080/hook", "IKMBOT_LISTEN", ":8080"), nil, "IKMBOT_WEBHOOK_URL must be an address https://… with port 443, 80, 88 or 8443, and another path than /healthz and /metrics, not https://bot.example:8080/hook"},
	{"webhook_url", hooked("https://bot.example/metrics", "IKMBOT_LISTEN", ":8080"), nil, "IKMBOT_WEBHOOK_URL must be an address https://… with port 443, 80, 88 or 8443, and another path than /healthz and /metrics, not https://bot.example/metrics"},
	{"webhook_secret", hooked("https://bot.example/hook", "IKMBOT_LISTEN", ":8080", "IKMBOT_WEBHOOK_SECRET", ""), nil, "IKMBOT_WEBHOOK_SECRET must be 1 to 256 letters, digits, _ and -. Without it anyone could write to the bot. A good one: openssl rand -hex 32"},
	{"webhook_secret", hooked("https://bot.example/hook", "IKMBOT_LISTEN", ":8080", "IKMBOT_WEBHOOK_SECRET", "not so good!"), nil, "IKMBOT_WEBHOOK_SECRET must be 1 to 256 letters, digits, _ and -. Without it anyone could write to the bot. A good one: openssl rand -hex 32"},
	{"webhook_listen", hooked("https://bot.example:8443/hook"), nil, "IKMBOT_WEBHOOK_URL needs IKMBOT_LISTEN: the address at which the bot itself listens, such as 127.0.0.1:8080"},
	{"secret_alone", map[string]string{"IKMBOT_WEBHOOK_SECRET": "s3cret"}, nil, "IKMBOT_WEBHOOK_SECRET is set without IKMBOT_WEBHOOK_URL. Set both or neither."},
	{"log", map[string]string{"IKMBOT_LOG": "xml"}, nil, "IKMBOT_LOG must be text or json, not xml"},
	{"max_rate", map[string]string{"IKMBOT_MAX_RATE": "fast"}, nil, "IKMBOT_MAX_RATE must be a whole number from 0 to 1000, not fast"},
	{"max_rate", map[string]string{"IKMBOT_MAX_RATE": "1001"}, nil, "IKMBOT_MAX_RATE must be a whole number from 0 to 1000, not 1001"},
	{"max_rate", nil, []string{"-max-rate=-1"}, "IKMBOT_MAX_RATE must be a whole number from 0 to 1000, not -1"},
	{"officers", map[string]string{"IKMBOT_OFFICERS": "1001, budi"}, nil, "IKMBOT_OFFICERS must be comma-separated Telegram user IDs, not budi. Yours is in the /mydata file, as chat_id."},
	{"officers_phone", map[string]string{"IKMBOT_OFFICERS": "08123456789"}, nil, "IKMBOT_OFFICERS: 08123456789 looks like a phone number. What is needed is a Telegram user ID, with no 0 or + in front. Yours is in the /mydata file, as chat_id."},
	{"officers_phone", map[string]string{"IKMBOT_OFFICERS": "1001,+6281234567890"}, nil, "IKMBOT_OFFICERS: +6281234567890 looks like a phone number. What is needed is a Telegram user ID, with no 0 or + in front. Yours is in the /mydata file, as chat_id."},
	{"env_absent", nil, []string{"-env", "nowhere.env"}, "The settings file nowhere.env (IKMBOT_ENV) does not exist."},
	{"env_absent", map[string]string{"IKMBOT_ENV": "nowhere.env"}, []string{"check"}, "The settings file nowhere.env (IKMBOT_ENV) does not exist."},
	{"env_unreadable", nil, []string{"check", "--env=testdata"}, "This user may not read the settings file testdata (IKMBOT_ENV). Run the command with sudo, or without a settings file: -env none"},
	{"env_line", nil, []string{"-env", "testdata/settings/faulty.env"}, "testdata/settings/faulty.env, line 3: write NAME=value, with no space around =."},
	{"token_file", map[string]string{"TELEGRAM_BOT_TOKEN_FILE": "nowhere.token"}, nil, "The token file nowhere.token (TELEGRAM_BOT_TOKEN_FILE) does not exist, is empty, or this user may not read it."},
	{"token_file", nil, []string{"-token-file", "testdata"}, "The token file testdata (TELEGRAM_BOT_TOKEN_FILE) does not exist, is empty, or this user may not read it."},
	{"operator", map[string]string{"IKMBOT_OPERATOR": "Dinas\nJambi"}, nil, "IKMBOT_OPERATOR must be one line of at most 150 characters: the name of the office, and how to reach it."},
	{"operator", nil, []string{"-operator", strings.Repeat("x", 151)}, "IKMBOT_OPERATOR must be one line of at most 150 characters: the name of the office, and how to reach it."},
	{"retention", map[string]string{"IKMBOT_RETENTION": "2 years"}, nil, "IKMBOT_RETENTION must be a number of months, a whole number from 0 to 1200, not 2 years. 0: nobody is ever erased."},
	{"retention", nil, []string{"-retention", "-1"}, "IKMBOT_RETENTION must be a number of months, a whole number from 0 to 1200, not -1. 0: nobody is ever erased."},
	{"officers", nil, []string{"-officers", "-5"}, "IKMBOT_OFFICERS must be comma-separated Telegram user IDs, not -5. Yours is in the /mydata file, as chat_id."},
	{"followups_kind", map[string]string{"IKMBOT_FOLLOWUPS": "reminder=2d"}, nil, "IKMBOT_FOLLOWUPS does not know reminder=2d. Possible: unfinished=…, steps=…, again=…, complaint=…, or off for all of them."},
	{"followups_delay", map[string]string{"IKMBOT_FOLLOWUPS": "again=90"}, nil, "IKMBOT_FOLLOWUPS: a time in again=90 must be hours such as 36h or days such as 2d, from 1h to 366d, comma-separated, or off."},
	{"followups_delay", nil, []string{"-followups", "steps=0d,3d"}, "IKMBOT_FOLLOWUPS: a time in steps=0d,3d must be hours such as 36h or days such as 2d, from 1h to 366d, comma-separated, or off."},
	{"followups_order", map[string]string{"IKMBOT_FOLLOWUPS": "steps=30d,7d"}, nil, "IKMBOT_FOLLOWUPS: the times in steps=30d,7d must increase."},
	{"followups_many", map[string]string{"IKMBOT_FOLLOWUPS": "again=90d,180d"}, nil, "IKMBOT_FOLLOWUPS: too many times in again=90d,180d, at most 1."},
	{"db_folder", map[string]string{"IKMBOT_DB": "nowhere/at/all.db"}, nil, "The folder for IKMBOT_DB does not exist: nowhere/at/all.db. Create it first."},
	{"db_is_folder", map[string]string{"IKMBOT_DB": "testdata"}, nil, "IKMBOT_DB is a folder, not a file: testdata"},
}

// hooked are settings with a webhook and a good secret, and others in pairs.
func hooked(url string, others ...string) map[string]string {
	settings := map[string]string{"TELEGRAM_BOT_TOKEN": botToken, "IKMBOT_WEBHOOK_URL": url, "IKMBOT_WEBHOOK_SECRET": "s3cret"}
	for pair := range slices.Chunk(others, 2) {
		settings[pair[0]] = pair[1]
	}
	return settings
}

func TestSettings_EachMistakeIsOneLineAndTouchesNothing(t *testing.T) {
	t.Parallel()
	for _, m := range mistaken {
		t.Run(m.said, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			settings := map[string]string{"IKMBOT_DB": filepath.Join(folder, "a.db")}
			maps.Copy(settings, m.settings)
			o := command(t.Context(), settings, m.args...)
			if diff := cmp.Diff(ending{exitMistake, "", m.said + "\n"}, o, cmp.AllowUnexported(ending{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("the folder holds %v, %v", left, err)
			}
		})
	}
}

func TestSettings_MistakesAreToldTogether(t *testing.T) {
	t.Parallel()
	o := command(t.Context(), map[string]string{
		"LANG": "id_ID.UTF-8", "TELEGRAM_BOT_TOKEN": "x", "TELEGRAM_API_URL": "x", "IKMBOT_LISTEN": "x", "IKMBOT_MAX_RATE": "x", "IKMBOT_DB": "nowhere/x",
	}, "menari")
	want := ending{exitMistake, "", `IKMBOT_MAX_RATE harus bilangan bulat 0 sampai 1000, bukan x
TELEGRAM_BOT_TOKEN tidak berbentuk token: angka, titik dua, lalu paling sedikit 30 huruf. Salin lagi dari @BotFather.
TELEGRAM_API_URL harus berupa alamat https://… atau http://…, bukan x
IKMBOT_LISTEN harus berupa alamat:port seperti 127.0.0.1:8080, bukan x
Folder untuk IKMBOT_DB tidak ada: nowhere/x. Buat dulu foldernya.
Perintah menari tidak ada. Yang ada: backup, chat, check, export, help, import, recap, restore, version, weights. Lihat: ikmbot help
`}
	if diff := cmp.Diff(want, o, cmp.AllowUnexported(ending{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every word that tells of a mistake tells of one that can be made.
func TestSettings_EveryMistakeThatHasWordsIsMadeHere(t *testing.T) {
	t.Parallel()
	made := map[string]bool{}
	for _, m := range mistaken {
		made[m.what] = true
	}
	for _, language := range []string{"id", "en"} {
		var words struct {
			Program struct{ Mistake map[string]string }
		}
		if _, err := toml.DecodeFile(filepath.Join(root, "locales", "program."+language+".toml"), &words); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(made)), slices.Sorted(maps.Keys(words.Program.Mistake))); diff != "" {
			t.Errorf("mistakes that are made here (-) and that have words in %s (+):\n%s", language, diff)
		}
	}
}

func TestSettings_AFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile(t *testing.T) {
	t.Parallel()
	variables := map[string]string{"TELEGRAM_BOT_TOKEN": " " + botToken + " ", "IKMBOT_MAX_RATE": "7", "IKMBOT_DB": "testdata/env.db", "TELEGRAM_API_URL": "http://127.0.0.1:8081"}
	var s settings
	name, mistakes := s.read([]string{"-max-rate", "9", "chat", "-db=testdata/flag.db"},
		environment{getenv: func(name string) string { return variables[name] }, file: map[string]string{"IKMBOT_MAX_RATE": "5", "IKMBOT_RETENTION": "12"}, path: "settings.env"})
	if name != "chat" || len(mistakes) > 0 {
		t.Errorf("command %q, mistakes %v", name, mistakes)
	}
	want := settings{Token: botToken, APIURL: "http://127.0.0.1:8081", DB: "testdata/flag.db", Log: "text", MaxRate: 9, Retention: 12, EnvFile: "settings.env", OfficerNames: map[int64]string{}, ReminderDelays: store.UsualReminderDelays()}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// An administrator can be given a name, and several ids need no commas.
func TestSettings_AdministratorsHaveNames(t *testing.T) {
	t.Parallel()
	var s settings
	_, mistakes := s.read([]string{"-officers", "1001 Kantor Dinas,1002 1003, 1004  Bidang   IKM "}, environment{getenv: func(string) string { return "" }})
	if len(mistakes) > 0 {
		t.Errorf("mistakes %v", mistakes)
	}
	if diff := cmp.Diff([]int64{1001, 1002, 1003, 1004}, s.Officers); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int64]string{1001: "Kantor Dinas", 1004: "Bidang IKM"}, s.OfficerNames); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestSettings_TheDemoNeverMeetsTheDataOfTheRealBot(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]settings{"ikmbot-demo.db": {}, "ikmbot.db": {Token: botToken}, "own.db": {DB: "own.db"}} {
		if got := s.database(); got != want {
			t.Errorf("%+v is kept in %s, want %s", s, got, want)
		}
	}
}

func TestHelp_NamesEveryCommandAndSetting(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}, {"chat", "-help"}} {
		o := command(t.Context(), nil, args...)
		if o.code != exitDone || o.errs != "" {
			t.Errorf("%v: %+v", args, o)
		}
		for _, name := range []string{"ikmbot chat", "ikmbot help", "ikmbot version", "TELEGRAM_BOT_TOKEN", "-token", "TELEGRAM_API_URL", "-api-url", "IKMBOT_DB", "-db", "IKMBOT_LISTEN", "-listen", "IKMBOT_MAX_RATE", "-max-rate", "IKMBOT_FOLLOWUPS", "-followups",
			"ikmbot check", "IKMBOT_WEBHOOK_URL", "-webhook-url", "IKMBOT_WEBHOOK_SECRET", "-webhook-secret", "IKMBOT_LOG", "-log", "IKMBOT_ENV", "-env", "TELEGRAM_BOT_TOKEN_FILE", "-token-file", "-within"} {
			if !strings.Contains(o.out, name) {
				t.Errorf("%v does not name %s", args, name)
			}
		}
	}
}

func TestHelp_SpeaksTheTerminalsLanguage(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		settings map[string]string
		begin    string
	}{
		{map[string]string{"LANG": "id_ID.UTF-8"}, "ikmbot – bot Telegram untuk usaha kerajinan\n"},
		{map[string]string{"LANG": "id"}, "ikmbot – bot Telegram untuk usaha kerajinan\n"},
		{map[string]string{"LANG": "en_GB.UTF-8"}, "ikmbot – a Telegram bot for craft businesses\n"},
		{map[string]string{"LANG": "C"}, "ikmbot – a Telegram bot for craft businesses\n"},
		{nil, "ikmbot – a Telegram bot for craft businesses\n"},
		{map[string]string{"LC_ALL": "id_ID.UTF-8", "LANG": "en_US.UTF-8"}, "ikmbot – bot Telegram untuk usaha kerajinan\n"},
		{map[string]string{"LC_MESSAGES": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}, "ikmbot – a Telegram bot for craft businesses\n"},
	} {
		if o := command(t.Context(), x.settings, "help"); !strings.HasPrefix(o.out, x.begin) {
			t.Errorf("%v: the help begins %q, want %q", x.settings, o.out[:60], x.begin)
		}
	}
}

func TestVersion_IsOneLine(t *testing.T) {
	t.Parallel()
	o := command(t.Context(), nil, "version")
	if o.code != exitDone || o.errs != "" || !strings.HasPrefix(o.out, "ikmbot ") || strings.Count(o.out, "\n") != 1 {
		t.Errorf("%+v", o)
	}
}

// chatOnce makes a database by a chat that is over at once, and gives its path.
func chatOnce(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.db")
	if o := command(t.Context(), map[string]string{"IKMBOT_DB": file}, "chat"); o.code != exitDone || o.errs != "" {
		t.Fatalf("%+v", o)
	}
	return file
}

// isRefused holds that the program ends with one line and leaves a file as it was.
func isRefused(t *testing.T, file, want string) {
	t.Helper()
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o := command(t.Context(), map[string]string{"IKMBOT_DB": file}, "chat")
	if diff := cmp.Diff(ending{exitFailed, "", want + "\n"}, o, cmp.AllowUnexported(ending{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed, %v", err)
	}
}

func TestDatabase_OfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	file := chatOnce(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(data[60:], 1_000_000) // user_version, in the header of a SQLite file
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	isRefused(t, file, file+" was written by a newer ikmbot. Install the newest version and start again. The file was not changed.")
}

func TestDatabase_OfAnotherProgramIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "letter.db")
	if err := os.WriteFile(file, bytes.Repeat([]byte("Dear makers, "), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	isRefused(t, file, file+" is not an ikmbot data file. It was not changed; choose another file (IKMBOT_DB).")
}

func TestDatabase_InUseIsRefused(t *testing.T) {
	t.Parallel()
	file := chatOnce(t)
	s, err := store.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	isRefused(t, file, file+" is in use by another ikmbot. Stop that one first, or use another file (IKMBOT_DB).")
}

func TestDatabase_IsForItsOwnersEyesOnly(t *testing.T) {
	t.Parallel()
	info, err := os.Stat(chatOnce(t))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestToken_UnknownToTelegramEndsWithOneLine(t *testing.T) {
	t.Parallel()
	telegram, err := simulator.Start(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer telegram.Close()
	o := command(t.Context(), map[string]string{"TELEGRAM_BOT_TOKEN": botToken, "TELEGRAM_API_URL": telegram.URL(), "IKMBOT_DB": filepath.Join(t.TempDir(), "a.db")})
	lines := o.lines()
	want := "Telegram does not know this token. Check TELEGRAM_BOT_TOKEN; @BotFather has a new one."
	if o.code != exitFailed || o.out != "" || lines[len(lines)-1] != want {
		t.Errorf("%+v, want %q at the end", o, want)
	}
}

func TestToken_IsNeverPrinted(t *testing.T) {
	t.Parallel()
	secret := strings.SplitN(botToken, ":", 2)[1]
	for _, x := range []struct {
		when     string
		settings map[string]string
		args     []string
	}{
		{"it is mistaken", map[string]string{"TELEGRAM_BOT_TOKEN": secret}, nil},
		{"other settings are", map[string]string{"TELEGRAM_BOT_TOKEN": botToken, "IKMBOT_MAX_RATE": "x"}, nil},
		{"it hangs on an unknown flag", nil, []string{"-tokn=" + botToken}},
		{"it hangs on a flag with too many dashes", nil, []string{"---token=" + botToken}},
		{"it hangs on no flag", nil, []string{"-=" + botToken}},
		{"it stands in place of a command", nil, []string{botToken}},
		{"it stands behind a command", nil, []string{"chat", botToken}},
		{"it stands in the address", map[string]string{"TELEGRAM_API_URL": "api.telegram.org/bot" + botToken}, nil},
		{"help is asked for", map[string]string{"TELEGRAM_BOT_TOKEN": botToken}, []string{"help"}},
	} {
		t.Run("when "+x.when, func(t *testing.T) {
			t.Parallel()
			if o := command(t.Context(), x.settings, x.args...); strings.Contains(o.out+o.errs, secret) {
				t.Errorf("%+v", o)
			}
		})
	}
	t.Run("when Telegram can't be reached", func(t *testing.T) {
		t.Parallel()
		closed, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		closed.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		settings := map[string]string{"TELEGRAM_BOT_TOKEN": botToken, "TELEGRAM_API_URL": "http://" + closed.Addr().String(), "IKMBOT_DB": filepath.Join(t.TempDir(), "a.db")}
		var out syncBuffer
		errs := syncBuffer{when: func(told string) {
			if strings.Contains(told, "reaching Telegram") {
				cancel() // the trouble is told: that is enough
			}
		}}
		code := run(ctx, nil, func(name string) string { return settings[name] }, strings.NewReader(""), &out, &errs)
		if told := out.String() + errs.String(); code != exitDone || !strings.Contains(told, "reaching Telegram") || strings.Contains(told, secret) {
			t.Errorf("exit status %d: %s", code, told)
		}
	})
}
