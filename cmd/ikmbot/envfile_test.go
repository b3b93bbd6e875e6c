package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

func write(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEnvironment_OfAFile(t *testing.T) {
	t.Parallel()
	file := write(t, filepath.Join(t.TempDir(), "ikmbot.env"), "\ufeff# a comment\r\n\nA=1\n B = 2\nC='3 4'\r\nexport D=\"5\"\nE=\nF=a=b # c\n")
	e, mistakes := readEnvironment([]string{"-env", file}, func(name string) string { return map[string]string{"A": " 9 "}[name] })
	if len(mistakes) != 1 || mistakes[0].args["Line"] != 4 {
		t.Errorf("mistakes: %+v", mistakes)
	}
	got := map[string]string{}
	for _, name := range []string{"A", "B", "C", "D", "E", "F"} {
		got[name] = e.get(name)
	}
	if diff := cmp.Diff(map[string]string{"A": "9", "B": "", "C": "3 4", "D": "5", "E": "", "F": "a=b # c"}, got); diff != "" {
		t.Error(diff)
	}
	if e, mistakes := readEnvironment([]string{"-env=none"}, func(string) string { return file }); e.file != nil || mistakes != nil {
		t.Errorf("without a file: %+v, %+v", e, mistakes)
	}
}

// TestEnvironment_IsTheSameForEveryCommand lets a plain shell, which knows nothing of the service's
// settings, run what an operator runs.
func TestEnvironment_IsTheSameForEveryCommand(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	database := emptyDatabase(t, folder)
	settings := map[string]string{"IKMBOT_ENV": write(t, filepath.Join(folder, "ikmbot.env"), "IKMBOT_DB="+database+"\nLANG=id_ID.UTF-8\n")}
	copied := filepath.Join(folder, "copy.db")
	for _, args := range [][]string{{"backup", copied}, {"restore", copied}, {"recap"}, {"export", filepath.Join(folder, "a.csv")}, {"weights", "list"}} {
		if o := command(t.Context(), settings, args...); o.code != exitDone {
			t.Errorf("%q: %+v", args, o)
		}
	}
	o := command(t.Context(), settings, "check")
	for _, want := range []string{"ok  Pengaturan: tidak ada yang salah; dibaca dari " + settings["IKMBOT_ENV"], "ok  Data: " + database + " utuh."} {
		if !strings.Contains(o.out, want) {
			t.Errorf("the check does not say %q:\n%s", want, o.out)
		}
	}
}

func TestToken_IsTakenFromAFile(t *testing.T) {
	t.Parallel()
	server, settings := telegram(t)
	folder := t.TempDir()
	write(t, filepath.Join(folder, tokenCredential), server.Token()+"\n")
	delete(settings, "TELEGRAM_BOT_TOKEN")
	for name, value := range map[string]string{"TELEGRAM_BOT_TOKEN_FILE": filepath.Join(folder, tokenCredential), "CREDENTIALS_DIRECTORY": folder} {
		settings[name] = value
		if code, lines := checked(t, settings); code != exitDone || lines["Token"] != "ok  Token: Telegram knows it as @ikmbot_demo." {
			t.Errorf("%s: %d, %s", name, code, lines["Token"])
		}
		delete(settings, name)
	}
}

func TestCheck_SaysThatATokenOnTheCommandLineIsSeen(t *testing.T) {
	t.Parallel()
	server, settings := telegram(t)
	token := settings["TELEGRAM_BOT_TOKEN"]
	delete(settings, "TELEGRAM_BOT_TOKEN")
	o := command(t.Context(), settings, "check", "-token", token)
	if !strings.Contains(o.out, "--  Token: it stands on the command line") || strings.Contains(o.out, server.Token()) {
		t.Errorf("%+v", o)
	}
}

func TestCheck_NamesTheAdministrators(t *testing.T) {
	t.Parallel()
	server, settings := telegram(t)
	server.Phone(simulator.User{ID: 1001, FirstName: "Rina", LastName: "Putri", Username: "rina"}).Send("/start")
	server.Phone(simulator.User{ID: 1002, FirstName: "Budi"}).Send("/start")
	settings["IKMBOT_OFFICERS"] = "1001, 1002, 8123456789"
	o := command(t.Context(), settings, "check")
	for _, want := range []string{
		"ok  Administrators: Rina Putri @rina (1001), Budi (1002).\n",
		"--  Administrators: Telegram has not introduced number 8123456789 to this bot.",
	} {
		if !strings.Contains(o.out, want) || o.code != exitDone {
			t.Errorf("%d, it does not say %q:\n%s", o.code, want, o.out)
		}
	}
}

// TestErrors_NameTheFileAndTheSetting has commands miss a file or a folder.
func TestErrors_NameTheFileAndTheSetting(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	there, none := emptyDatabase(t, folder), filepath.Join(folder, "none.db")
	nowhere := filepath.Join(folder, "nowhere", "copy.db")
	rubbish := write(t, filepath.Join(folder, "rubbish.db"), strings.Repeat("a letter ", 1000))
	for _, x := range []struct {
		db   string
		args []string
		want string
	}{
		{none, []string{"backup", filepath.Join(folder, "copy.db")}, "Berkas data " + none + " tidak ada. Tempatnya ditulis di IKMBOT_DB."},
		{none, []string{"recap"}, "Berkas data " + none + " tidak ada. Tempatnya ditulis di IKMBOT_DB."},
		{"", []string{"recap"}, "IKMBOT_DB belum diisi, jadi yang dicari ikmbot.db di folder ini, dan itu tidak ada. Isi IKMBOT_DB di /etc/ikmbot.env, atau tulis -db BERKAS."},
		{there, []string{"backup", nowhere}, nowhere + " tidak bisa dibuat, karena foldernya tidak ada."},
		{there, []string{"restore", none}, "Salinan " + none + " tidak bisa dipakai: " + none + " tidak ada.\nTidak ada yang diubah."},
		{there, []string{"restore", rubbish}, "Salinan " + rubbish + " tidak bisa dipakai: " + rubbish + " bukan berkas data ikmbot. Berkasnya tidak diubah; pilih berkas lain (IKMBOT_DB).\nTidak ada yang diubah."},
		{there, []string{"import", filepath.Join(folder, "none.csv")}, filepath.Join(folder, "none.csv") + " tidak ada."},
		{there, []string{"weights", "load", filepath.Join(folder, "none.csv")}, filepath.Join(folder, "none.csv") + " tidak ada."},
	} {
		o := command(t.Context(), map[string]string{"IKMBOT_DB": x.db, "LANG": "id"}, x.args...)
		if o.code != exitFailed || o.errs != x.want+"\n" {
			t.Errorf("%q ends with %d and says %q, want %q", x.args, o.code, o.errs, x.want)
		}
	}
	o := command(t.Context(), map[string]string{"TELEGRAM_BOT_TOKEN": botToken, "TELEGRAM_API_URL": "http://127.0.0.1:1"}, "check")
	if !strings.Contains(o.out, "--  Database: IKMBOT_DB is not set, so ikmbot.db in this folder was checked") {
		t.Errorf("the check says %s", o.out)
	}
}

// TestForeign_FilesAreToldOf gives the operator files that somebody has changed or that are damaged.
func TestForeign_FilesAreToldOf(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	there := emptyDatabase(t, folder)
	copied := filepath.Join(folder, "copy.db")
	if _, err := store.Backup(t.Context(), there, copied); err != nil {
		t.Fatal(err)
	}
	whole := read(t, copied)
	flipped := []byte(whole)
	for i := 1; i < len(flipped)/4096; i++ {
		flipped[i*4096+1] ^= 0x55
	}
	damaged := write(t, filepath.Join(folder, "damaged.db"), string(flipped))
	for _, x := range []struct {
		args []string
		said string
	}{
		{[]string{"recap", damaged}, damaged + " is damaged."},
		{[]string{"restore", damaged}, "The backup " + damaged + " can't be used: " + damaged + " is damaged."},
		{[]string{"recap", "-within", "1ns", copied}, "The recap of " + copied + " was ended, because it was not finished after 1ns."},
	} {
		if o := command(t.Context(), map[string]string{"IKMBOT_DB": there}, x.args...); o.code != exitFailed || !strings.HasPrefix(o.errs, x.said) {
			t.Errorf("%q: %+v, want %q", x.args, o, x.said)
		}
	}
	o := command(t.Context(), map[string]string{"IKMBOT_DB": damaged}, "check")
	if !strings.Contains(o.out, "!!  Database: "+damaged+" is damaged.") {
		t.Errorf("the check says %s", o.out)
	}
}
