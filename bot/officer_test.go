package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// An office is a world with an administrator.
type office struct {
	*world
	admin *owner
}

const adminID = 900

func newOffice(t *testing.T) *office {
	w := openWorldWith(t, store.Options{Clock: func() time.Time { return noon }, Administrators: []int64{adminID}})
	w.run()
	o := &office{w, newOwner(w.Server, adminID)}
	o.admin.Start("")
	w.settle()
	return o
}

// invite has the administrator invite somebody for a region and gives what the link holds.
func (o *office) invite(region string) (payload string) {
	o.t.Helper()
	o.admin.Send("/undang")
	o.settle()
	o.tapNewest(o.admin, "of:region."+region+"+")
	o.tapNewest(o.admin, "of:regions")
	o.admin.Send("Petugas " + region)
	o.settle()
	_, behind, found := strings.Cut(o.admin.Last().Text, "?start=")
	if !found {
		o.t.Fatalf("no link in %q", o.admin.Last().Text)
	}
	payload, _, _ = strings.Cut(behind, "\n")
	return payload
}

// officer is the phone of an officer for a region.
func (o *office) officer(id int64, region string) *owner {
	o.t.Helper()
	p := newOwner(o.Server, id)
	p.Start(o.invite(region))
	o.settle()
	return p
}

// answer is what the bot says to a text: the messages, without those said before.
func (o *office) answer(p *owner, text string) (said []string) {
	o.t.Helper()
	before := p.Send(text)
	o.settle()
	for _, m := range p.Messages() {
		if m.FromBot && m.ID > before {
			said = append(said, shown(m))
		}
	}
	return said
}

// TestOfficerCommands_AreUnknownToAllOthers tries every name of every command of officers
// on those who may not give it, in what state they are, and compares it with what
// they are told of a command that nobody has.
func TestOfficerCommands_AreUnknownToAllOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	stranger, asked, finished := newOwner(o.Server, 1), newOwner(o.Server, 2), newOwner(o.Server, 3)
	if err := finished.interview(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked.Start("")
	if err := asked.upTo(t.Context(), "S1"); err != nil {
		t.Fatal(err)
	}
	gone := o.officer(11, "1501")
	o.remove()
	officer := o.officer(10, "1501")
	forged := newOwner(o.Server, 5)
	forged.Start("officer-" + strings.Repeat("A", 27))
	used := newOwner(o.Server, 6)
	link := o.invite("1502")
	other := newOwner(o.Server, 7)
	other.Start(link)
	o.settle()
	used.Start(link)
	o.settle()

	for _, c := range slices.Concat(say.OfficerCommands, say.AdminCommands) {
		who := map[string]*owner{
			"a stranger": stranger, "somebody in an interview": asked, "an owner with a result": finished,
			"a removed officer": gone, "somebody with a forged link": forged, "somebody with a used link": used,
		}
		if slices.Contains(say.AdminCommands, c) {
			who["an officer"] = officer
		}
		for name, p := range who {
			for _, command := range o.names(c) {
				want, got := o.answer(p, "/nosuchcommand"), o.answer(p, "/"+command)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s is told of /%s (-of a command that nobody has +of it):\n%s", name, command, diff)
				}
			}
		}
	}
	for name, p := range map[string]*owner{"a stranger": stranger, "an owner": finished, "a removed officer": gone} {
		for _, data := range []string{"of:list", "of:audit.5", "of:regions", "of:removed.1", "rk:overview.0.0.5", "rk:names.0.0.5", "rk:population.1501.0.5"} {
			before := len(p.Messages())
			p.TapForged(p.Last().ID, data)
			o.settle()
			if toast := p.Toast().Text; toast != "Maaf, tombol ini sudah tidak berlaku 🙏" || len(p.Messages()) != before {
				t.Errorf("%s is answered %q to a tap on %s", name, toast, data)
			}
		}
	}
	if n := o.count("audit WHERE json_extract(deed, '$.key') NOT IN ('audit.invited', 'audit.joined', 'audit.removed')"); n != 0 {
		t.Errorf("%d deeds of people who may not do them", n)
	}
}

// remove has the administrator remove the only officer.
func (o *office) remove() {
	o.t.Helper()
	o.admin.Send("/petugas")
	o.settle()
	o.tapNewest(o.admin, find(buttons(o.admin.Last()), "of:remove.", ""))
	o.tapNewest(o.admin, find(buttons(o.admin.Last()), "of:removed.", ""))
}

// TestMenus_ShowOfficersTheirCommands looks at the menu of each chat.
func TestMenus_ShowOfficersTheirCommands(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	person := newOwner(o.Server, 1)
	person.Start("")
	officer := o.officer(10, "1501")
	menu := func(p *owner) (names []string) {
		for _, c := range o.Commands(p.User()) {
			names = append(names, c.Command)
		}
		return names
	}
	want := func(m say.Menu, l say.Language) (names []string) {
		for _, c := range m.Commands() {
			names = append(names, speech.CommandName(o.words, l, c))
		}
		return names
	}
	check := func(when string, p *owner, m say.Menu, l say.Language) {
		t.Helper()
		if diff := cmp.Diff(want(m, l), menu(p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("of an owner", person, say.OwnerMenu, say.Indonesian)
	check("of an officer", officer, say.OfficerMenu, say.Indonesian)
	check("of an administrator", o.admin, say.AdminMenu, say.Indonesian)

	officer.Send("/bahasa")
	o.settle()
	o.tapNewest(officer, "lang:en")
	check("of an officer who now speaks English", officer, say.OfficerMenu, "en")

	o.remove()
	check("of a removed officer", officer, say.OwnerMenu, say.Indonesian)
}

// TestMenus_AreGivenAnewWithTheProfile starts the bot again as one that has given Telegram another
// profile before.
func TestMenus_AreGivenAnewWithTheProfile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	given := o.Count("setMyCommands").OK
	for when, renewed := range map[string]bool{"the same profile": false, "another profile": true} {
		if err := o.stop(); err != nil {
			t.Fatal(err)
		}
		if renewed {
			if err := o.store.KeepProfile(t.Context(), "another one"); err != nil {
				t.Fatal(err)
			}
		}
		before := o.Count("setMyCommands").OK
		o.run()
		o.settle()
		if n := o.Count("setMyCommands").OK - before; (n > 0) != renewed {
			t.Errorf("after %s the menus are given %d times; %d at first", when, n, given)
		}
	}
}

// TestAdministrators_AreThoseOfTheSettings starts the same file with other settings.
func TestAdministrators_AreThoseOfTheSettings(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	second := newOwner(o.Server, 901)
	second.Start("")
	o.settle()
	if err := o.stop(); err != nil {
		t.Fatal(err)
	}
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if o.store, err = store.Open(t.Context(), o.file, store.Options{Languages: speech.Languages(o.words), Administrators: []int64{901}}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.store.Close() })
	o.run()
	o.settle()
	for p, want := range map[*owner]bool{o.admin: false, second: true} {
		p.Send("/petugas")
		o.settle()
		if got := strings.Contains(p.Last().Text, "administrator"); got != want {
			t.Errorf("administrator %d: %v, want %v: %s", p.User().ID, got, want, p.Last().Text)
		}
	}
}
