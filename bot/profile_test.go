package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
)

// TestProfile_EachPartIsGivenByItself has Telegram refuse the name at the start, as it does to bots
// that have set it often: owners have their menu all the same, and the name comes later.
func TestProfile_EachPartIsGivenByItself(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	lift := w.Plan(simulator.Fault{Kind: simulator.TooMany, Method: "setMyName", RetryAfter: time.Second})
	w.run()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o := newOwner(w.Server, 1)
	o.Start("")
	if err := o.upTo(ctx, "age"); err != nil {
		t.Fatal(err)
	}
	if p := w.Profile("id"); p.Name != w.Username() || p.Description == "" || p.ShortDescription == "" {
		t.Errorf("while the name is refused the profile is %+v", p)
	}
	if n := w.Count("setMyCommands"); n.OK != 3 {
		t.Errorf("the menu was given %+v", n)
	}
	lift()
	if err := w.log.await(ctx, "Telegram has all of the bot's name"); err != nil {
		t.Fatal("the name is not given later:", err)
	}
	w.settle()
	for method, want := range map[string]int{"setMyCommands": 3, "setMyDescription": 3, "setMyShortDescription": 3, "setMyName": 3} {
		if n := w.Count(method); n.OK != want {
			t.Errorf("%s: %+v, want it taken %d times", method, n, want)
		}
	}
	if n := w.Count("setMyName").Refused; n < 1 || n > 30 {
		t.Errorf("the name was refused %d times", n)
	}
	lines := strings.Split(w.log.String(), "\n")
	if n := len(slices.DeleteFunc(lines, func(l string) bool { return !strings.Contains(l, "does not take all") })); n != 1 {
		t.Errorf("%d lines of the log tell of it:\n%s", n, w.log.String())
	}
}
