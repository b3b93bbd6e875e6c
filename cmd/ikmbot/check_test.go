package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/locales"
	"ikmbot/scoring/store"
)

// telegram is a Bot API server of the test's own, and the settings of a bot on it.
func telegram(t *testing.T) (*simulator.Server, map[string]string) {
	t.Helper()
	server, err := simulator.Start(simulator.Options{Username: "ikmbot_demo"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server, map[string]string{
		"TELEGRAM_BOT_TOKEN": server.Token(), "TELEGRAM_API_URL": server.URL(), "IKMBOT_DB": filepath.Join(t.TempDir(), "a.db"),
	}
}

// checked runs a check and gives its lines by their first word, without the free space.
func checked(t *testing.T, settings map[string]string) (code int, lines map[string]string) {
	t.Helper()
	o := command(t.Context(), settings, "check")
	if o.errs != "" {
		t.Errorf("on standard error: %s", o.errs)
	}
	lines = map[string]string{}
	for line := range strings.Lines(o.out) {
		subject, _, _ := strings.Cut(line[4:], ":")
		lines[subject] = strings.TrimSuffix(line, "\n")
	}
	return o.code, lines
}

func TestCheck_TellsOfEachThingWhetherItIsWell(t *testing.T) {
	t.Parallel()
	_, settings := telegram(t)
	file := settings["IKMBOT_DB"]
	code, lines := checked(t, settings)
	free := lines["Disk"]
	if !strings.HasSuffix(free, " MB free.") {
		t.Errorf("the disk: %s", free)
	}
	want := map[string]string{
		"Settings":  "ok  Settings: valid.",
		"Operator":  "--  Operator: IKMBOT_OPERATOR is not set, so owners read that whoever runs this bot has not given a name. Set it to the name of the office and how to reach it.",
		"Token":     "ok  Token: Telegram knows it as @ikmbot_demo.",
		"Receiving": "ok  Receiving: by polling; 0 updates waiting at Telegram.",
		"Clock":     "ok  Clock: accurate.",
		"Database":  "ok  Database: " + file + " does not exist yet; the first start creates it.",
		"Disk":      free,
		"Texts":     "ok  Texts: complete in Indonesian and English.",
	}
	if diff := cmp.Diff(want, lines); diff != "" || code != exitDone {
		t.Errorf("exit status %d, lines (-want +got):\n%s", code, diff)
	}
	settings["IKMBOT_OPERATOR"] = "Dinas Jambi, 0741 12345"
	if _, lines := checked(t, settings); lines["Operator"] != "ok  Operator: Dinas Jambi, 0741 12345." {
		t.Errorf("with an operator: %s", lines["Operator"])
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) > 0 {
		t.Errorf("the check has left %v, %v", left, err)
	}
}

func TestCheck_TellsWhatToDo(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		when string
		make func(t *testing.T, settings map[string]string)
		line string
	}{
		{"there is no token", func(_ *testing.T, s map[string]string) { delete(s, "TELEGRAM_BOT_TOKEN") },
			"!!  Token: TELEGRAM_BOT_TOKEN is not set, so the demo would run. Get a token from @BotFather."},
		{"Telegram does not know the token", func(_ *testing.T, s map[string]string) { s["TELEGRAM_BOT_TOKEN"] = botToken },
			"!!  Token: Telegram does not know it. Check TELEGRAM_BOT_TOKEN; @BotFather has a new one."},
		{"a webhook is left over", func(t *testing.T, s map[string]string) { setWebhook(t, s, "https://bot.example/hook") },
			"!!  Receiving: Telegram still posts to https://bot.example/hook. Start the bot without IKMBOT_WEBHOOK_URL and it will be removed."},
		{"the webhook is not set yet", func(_ *testing.T, s map[string]string) {
			s["IKMBOT_WEBHOOK_URL"], s["IKMBOT_WEBHOOK_SECRET"], s["IKMBOT_LISTEN"] = "https://bot.example/hook", "s3cret", ":8080"
		}, "!!  Receiving: the webhook https://bot.example/hook is not set at Telegram yet. Start the bot and it will be set."},
		{"the database is damaged", func(t *testing.T, s map[string]string) { s["IKMBOT_DB"] = damaged(t) }, "!!  Database: "},
	} {
		t.Run("when "+x.when, func(t *testing.T) {
			t.Parallel()
			_, settings := telegram(t)
			x.make(t, settings)
			code, lines := checked(t, settings)
			subject, _, _ := strings.Cut(x.line[4:], ":")
			if code != exitFailed || !strings.HasPrefix(lines[subject], x.line) {
				t.Errorf("exit status %d, %q, want %q", code, lines[subject], x.line)
			}
		})
	}
}

// TestCheck_TellsWhichStepsAreOlderThanAYear looks at one database in the months after its steps
// were checked.
func TestCheck_TellsWhichStepsAreOlderThanAYear(t *testing.T) {
	t.Parallel()
	_, settings := telegram(t)
	settings["IKMBOT_DB"] = chatOnce(t)
	reader, err := store.OpenReader(t.Context(), settings["IKMBOT_DB"])
	if err != nil {
		t.Fatal(err)
	}
	all, err := reader.AgedSteps(t.Context(), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC))
	if err := errors.Join(err, reader.Close()); err != nil || len(all) < 20 {
		t.Fatalf("%d steps age, %v", len(all), err)
	}
	fresh := "ok  Steps: their facts were checked within the last year."
	for _, x := range []struct {
		now  time.Time
		want string // what the line begins with
	}{
		{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), fresh},
		{time.Date(2027, 11, 30, 23, 59, 0, 0, time.UTC), fresh},
		{time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC), "--  Steps: these were last checked over a year ago: SO1_4, SO1_5, "},
		{time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), "--  Steps: these were last checked over a year ago: " + strings.Join(all, ", ") + ". Compare them "},
	} {
		t.Run(x.now.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			var out syncBuffer
			p := &program{language: "en", out: &out, clock: func() time.Time { return x.now }}
			if _, mistakes := p.settings.read([]string{"check"}, environment{getenv: func(name string) string { return settings[name] }}); mistakes != nil {
				t.Fatal(mistakes)
			}
			var err error
			if p.catalog, err = locales.Load(func(err error) { t.Error(err) }); err != nil {
				t.Fatal(err)
			}
			if err := p.check(t.Context()); err != nil {
				t.Errorf("the check fails: %v", err)
			}
			if _, line, _ := strings.Cut(out.String(), " is intact.\n"); !strings.HasPrefix(line, x.want) {
				t.Errorf("%s\nwant, after the database, %q", out.String(), x.want)
			}
		})
	}
}

func setWebhook(t *testing.T, settings map[string]string, address string) {
	t.Helper()
	answer, err := http.Get(settings["TELEGRAM_API_URL"] + "/bot" + settings["TELEGRAM_BOT_TOKEN"] + "/setWebhook?url=" + address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}

// damaged is a database of which a part in the middle is overwritten.
func damaged(t *testing.T) string {
	t.Helper()
	file := chatOnce(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40_000 {
		data[len(data)/2+i] = 0xA5
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCheck_OfADatabaseThatTheBotIsRunningOn(t *testing.T) {
	t.Parallel()
	_, settings := telegram(t)
	serving(t, settings, func(string) {
		if code, lines := checked(t, settings); code != exitDone || lines["Database"] != "ok  Database: "+settings["IKMBOT_DB"]+" is intact." {
			t.Errorf("exit status %d: %v", code, lines)
		}
		second := maps.Clone(settings)
		second["IKMBOT_LOG"] = "text"
		o := command(t.Context(), second)
		want := settings["IKMBOT_DB"] + " is in use by another ikmbot. Stop that one first, or use another file (IKMBOT_DB).\n"
		if o.code != exitFailed || o.errs != want {
			t.Errorf("a second copy: %+v, want %q", o, want)
		}
	})
}

// serving runs the program on free ports of this machine, does something at the address
// where it listens, and stops it. The log, which is JSON, is returned by its messages.
func serving(t *testing.T, settings map[string]string, act func(address string)) (messages []string) {
	t.Helper()
	settings["IKMBOT_LISTEN"], settings["IKMBOT_LOG"] = ":0", "json"
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	at := make(chan string, 1)
	log := syncBuffer{when: func(told string) {
		var line struct{ Listen string }
		first, _, whole := strings.Cut(told, "\n")
		if whole && json.Unmarshal([]byte(first), &line) == nil && line.Listen != "" {
			select {
			case at <- "http://" + line.Listen:
			default:
			}
		}
	}}
	ended := make(chan int, 1)
	go func() {
		var out syncBuffer
		ended <- run(ctx, nil, func(name string) string { return settings[name] }, strings.NewReader(""), &out, &log)
	}()
	select {
	case address := <-at:
		act(address)
	case code := <-ended:
		t.Fatalf("exit status %d: %s", code, log.String())
	}
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit status %d: %s", code, log.String())
	}
	for line := range strings.Lines(log.String()) {
		var entry struct{ Msg string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("no JSON: %s", line)
		}
		messages = append(messages, entry.Msg)
	}
	return messages
}

func TestServe_TellsHealthAndMetricsWhereItListens(t *testing.T) {
	t.Parallel()
	_, settings := telegram(t)
	messages := serving(t, settings, func(address string) {
		for healthy := false; !healthy; {
			answer, err := http.Get(address + "/healthz")
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			healthy = answer.StatusCode == http.StatusOK
		}
		answer, err := http.Get(address + "/metrics")
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("metrics: %v, %v", answer, err)
		}
		answer.Body.Close()
		if !strings.HasPrefix(address, "http://127.0.0.1:") {
			t.Errorf("a port alone is served at %s, want this machine alone", address)
		}
	})
	if diff := cmp.Diff([]string{"serving Telegram"}, messages); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}
}

// A disk that can be read only is found at the start, which is told in one line.
func TestDatabase_OnADiskThatIsReadOnly(t *testing.T) {
	t.Parallel()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=24m"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("mount a disk: %v", err)
		}
		t.Skipf("a disk can be mounted by root only: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	file := filepath.Join(disk, "a.db")
	settings := map[string]string{"IKMBOT_DB": file}
	for _, readOnly := range []bool{false, true, false} {
		var flags uintptr = syscall.MS_REMOUNT
		want := ending{exitDone, "", ""}
		if readOnly {
			flags |= syscall.MS_RDONLY
			want = ending{exitFailed, "", file + " can't be written to. Make the file, its folder and the disk writable for this user, and start again.\n"}
		}
		if err := syscall.Mount("tmpfs", disk, "tmpfs", flags, ""); err != nil {
			t.Fatal(err)
		}
		o := command(t.Context(), settings, "chat")
		o.out = ""
		if diff := cmp.Diff(want, o, cmp.AllowUnexported(ending{})); diff != "" {
			t.Errorf("read-only %v (-want +got):\n%s", readOnly, diff)
		}
	}
}
