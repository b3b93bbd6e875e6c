package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

// mediumAsks is what a medium asks, written down apart from the seed.
type mediumAsks struct {
	code                          string
	skills, cost, minutes, signal int
	step                          string
	crafts, scales                string
}

// mediaAsk are the media in the order in which they are begun where two ask as much.
var mediaAsk = []mediumAsks{
	{"whatsapp", 1, 1, 60, 1, "SO1_4", "", "single"},
	{"maps", 2, 1, 15, 1, "SO2_6", "", ""},
	{"facebook", 2, 1, 90, 2, "SO3_8", "wood fibre metal", ""},
	{"marketplace", 3, 2, 120, 2, "SO1_6", "batik weaving paper", "limited mass"},
	{"instagram", 2, 1, 120, 3, "SO3_9", "batik weaving ceramic glass paper", "single"},
	{"tiktok", 3, 1, 180, 4, "SO3_10", "batik weaving wood ceramic metal glass", ""},
	{"website", 4, 4, 120, 2, "SO1_8", "", "mass"},
	{"x", 3, 1, 180, 2, "SO3_11", "", ""},
}

// straits are what makes a medium harder for one business than for another.
type straits struct {
	unskilled, poor, busy, offline bool // it is hard
	noSkills, noTime, noSignal     bool // it is as hard as can be, or named as an obstacle
	laden                          bool
}

func oracleStraits(b business) straits {
	has := func(obstacle string) bool { return slices.Contains(b.obstacles, obstacle) }
	keeping := max(b.ratings["T3"], b.ratings["T4"])
	inUse := len(b.media)
	if slices.Contains(b.media, "none") {
		inUse = 0
	}
	noSkills := has("skills") || b.ratings["T3"] == 4
	noTime := has("time") || b.ratings["T4"] == 4
	noSignal := has("signal") || b.ratings["O4"] == 1
	return straits{
		unskilled: noSkills || b.ratings["T3"] == 3,
		poor:      has("money"),
		busy:      noTime || b.ratings["T4"] == 3,
		offline:   noSignal || b.ratings["O4"] == 2,
		noSkills:  noSkills,
		noTime:    noTime,
		noSignal:  noSignal,
		laden:     keeping == 4 && inUse >= 1 || keeping == 3 && inUse >= 3,
	}
}

// weighed is a medium that a business does not use.
type weighed struct {
	mediumAsks
	burden int
	waits  scoring.MediumReason
	speaks []scoring.MediumReason
}

// oracleWeighed is what one medium asks of a business.
func oracleWeighed(b business, m mediumAsks) weighed {
	is := oracleStraits(b)
	double := func(asks int, hard bool) int {
		if hard {
			return 2 * asks
		}
		return asks
	}
	hours := 1
	for hours*60 < m.minutes {
		hours++
	}
	w := weighed{mediumAsks: m}
	w.burden = double(m.skills, is.unskilled) + double(m.cost, is.poor) + double(hours, is.busy) + double(m.signal, is.offline)
	speak := func(reason scoring.MediumReason, holds bool) {
		if holds {
			w.speaks = append(w.speaks, reason)
		}
	}
	speak("easy", is.unskilled && m.skills < 3)
	speak("cheap", is.poor && m.cost == 1)
	speak("quick", is.busy && hours == 1)
	speak("light", is.offline && m.signal < 3)
	suits := len(w.speaks)
	speak("craft", b.craft != "" && slices.Contains(strings.Fields(m.crafts), b.craft))
	speak("scale", b.scale != "" && slices.Contains(strings.Fields(m.scales), b.scale))
	w.burden -= 2 * (len(w.speaks) - suits)
	switch {
	case is.laden && m.skills > 1:
		w.waits = "upkeep"
	case slices.Contains(b.media, "none") && m.skills > 2:
		w.waits = "basics"
	case is.noSkills && m.skills > 2:
		w.waits = "skills"
	case is.poor && m.cost > 2:
		w.waits = "cost"
	case is.noTime && hours > 2:
		w.waits = "time"
	case is.noSignal && m.signal > 2:
		w.waits = "signal"
	}
	return w
}

// oracleMedia are the media that a business does not use, the lightest first and those that wait last.
func oracleMedia(b business) []weighed {
	if b.media == nil {
		return nil
	}
	var ready, waiting []weighed
	for _, m := range mediaAsk {
		if slices.Contains(b.media, m.code) {
			continue
		}
		if w := oracleWeighed(b, m); w.waits == "" {
			ready = append(ready, w)
		} else {
			waiting = append(waiting, w)
		}
	}
	lighter := func(a, b weighed) int { return a.burden - b.burden }
	slices.SortStableFunc(ready, lighter)
	slices.SortStableFunc(waiting, lighter)
	return append(ready, waiting...)
}

// oracleChoice is what an owner is told about the media.
func oracleChoice(b business) []scoring.MediumChoice {
	var choices []scoring.MediumChoice
	for i, w := range oracleMedia(b) {
		c := scoring.MediumChoice{Medium: w.code, Told: "later", Reasons: w.speaks, Minutes: w.minutes, Step: w.step}
		switch {
		case w.waits != "":
			c.Told, c.Reasons = "wait", []scoring.MediumReason{w.waits}
		case i == 0:
			c.Told = "first"
			if c.Reasons == nil {
				c.Reasons = []scoring.MediumReason{"least"}
			}
		case c.Reasons == nil:
			c.Reasons = []scoring.MediumReason{"after"}
		}
		choices = append(choices, c)
	}
	return choices
}

func mediumChoice(t testing.TB, s *Store, id int64) []scoring.MediumChoice {
	t.Helper()
	choice, err := model.ReadMediumChoice(t.Context(), s.reader, id)
	if err != nil {
		t.Fatal(err)
	}
	return choice
}

func TestMediumChoice_AgreesWithTheOracleForThousandsOfBusinesses(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 88))
	all := make([]business, 2000)
	for i := range all {
		all[i] = randomBusiness(random)
	}
	all = append(all, business{}, business{media: []string{"none"}}) // under way, nothing rated yet
	said := map[scoring.MediumReason]int{}
	for i, id := range addBusinesses(t, s, all) {
		got := mediumChoice(t, s, id)
		if diff := cmp.Diff(oracleChoice(all[i]), got); diff != "" {
			t.Fatalf("media of %+v (-want +got):\n%s", all[i], diff)
		}
		for _, choice := range got {
			for _, reason := range choice.Reasons {
				said[reason]++
			}
		}
	}
	for _, reason := range []scoring.MediumReason{"easy", "cheap", "quick", "light", "craft", "scale", "least", "after",
		"upkeep", "basics", "skills", "cost", "time", "signal"} {
		if said[reason] == 0 {
			t.Errorf("nobody is told the reason %s", reason)
		}
	}
}

// Whoever sells nothing online has a choice, whatever holds them back, and begins with what asks least.
func TestMediumChoice_OffersAFirstMediumToWhoeverHasNone(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	var all []business
	for mask := range 1 << len(obstacleCodes) {
		obstacles := []string{}
		for i, code := range obstacleCodes {
			if mask&(1<<i) != 0 {
				obstacles = append(obstacles, code)
			}
		}
		for i, craft := range append([]string{""}, craftCodes...) {
			all = append(all, business{media: []string{"none"}, obstacles: obstacles, craft: craft, scale: append([]string{""}, scaleCodes...)[(mask+i)%4],
				ratings: allRated(2).with("T3", 1+mask%4, "T4", 1+(mask/4)%4, "O4", 1+(mask/16)%4)})
		}
	}
	for i, id := range addBusinesses(t, s, all) {
		choice := mediumChoice(t, s, id)
		if len(choice) != len(mediaAsk) || choice[0].Medium != "whatsapp" || choice[0].Told != scoring.MediumFirst || choice[1].Told != scoring.MediumLater {
			t.Fatalf("%+v is told %+v", all[i], choice)
		}
		if last := choice[len(choice)-1]; last.Told != scoring.MediumWait {
			t.Fatalf("%+v is told nothing that waits: %+v", all[i], choice)
		}
	}
}

func TestMediumChoice_AsksTheAnswers(t *testing.T) {
	t.Parallel()
	at := allRated(2).with("O4", 3)
	most := []string{"whatsapp", "maps", "facebook"}
	for _, c := range []struct {
		name     string
		business business
		want     string // the media in their order: what is told and why
	}{
		{"a weaver in stock shows photos and sells them first", business{media: most, craft: "weaving", scale: "limited", ratings: at},
			"marketplace first craft scale, instagram later craft, tiktok later craft, x later after, website later after"},
		{"an owner without the skills learns before the hard ones", business{media: most, obstacles: []string{"skills"}, ratings: at},
			"instagram first easy, marketplace wait skills, x wait skills, tiktok wait skills, website wait skills"},
		{"an owner without money rents no website", business{media: most, obstacles: []string{"money"}, ratings: at},
			"instagram first cheap, x later cheap, marketplace later after, tiktok later cheap, website wait cost"},
		{"an owner without time takes what asks an hour, and nothing daily", business{media: []string{"facebook"}, obstacles: []string{"time"}, ratings: at},
			"whatsapp first quick, maps later quick, instagram later after, marketplace later after, website later after, x wait time, tiktok wait time"},
		{"a bad signal carries no video", business{media: most, ratings: at.with("O4", 1)},
			"marketplace first light, x later light, website later light, instagram wait signal, tiktok wait signal"},
		{"who can't keep up with one takes no second", business{media: []string{"whatsapp", "facebook", "instagram", "tiktok", "marketplace"}, ratings: at.with("T3", 4)},
			"maps wait upkeep, x wait upkeep, website wait upkeep"},
		{"who uses all has nothing to choose", business{media: mediaCodes[:8], ratings: at}, ""},
		{"who skipped the question is told nothing", business{ratings: at}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			var told []string
			for _, m := range mediumChoice(t, s, addBusinesses(t, s, []business{c.business})[0]) {
				told = append(told, strings.Trim(fmt.Sprint(m.Medium, " ", m.Told, " ", m.Reasons), "]"))
			}
			if diff := cmp.Diff(c.want, strings.ReplaceAll(strings.Join(told, ", "), "[", "")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The media are those of the questionnaire, and each has its own step that opens it.
func TestMedium_HasAStepThatOpensEach(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	opens := map[string]string{}
	for _, tip := range seededTips(t, s) {
		for _, d := range tip.demands {
			if d.kind == "lacks" {
				opens[tip.code] += d.subject
			}
		}
	}
	for _, m := range mediaAsk {
		if opens[m.step] != m.code {
			t.Errorf("%s opens %q, want %s", m.step, opens[m.step], m.code)
		}
	}
	var unknown int
	err := s.reader.QueryRow(`
		SELECT (SELECT count(*) FROM option WHERE question = 'media' AND code <> 'none' AND code NOT IN (SELECT code FROM medium))
			+ (SELECT count(*) FROM medium WHERE code NOT IN (SELECT code FROM option WHERE question = 'media'))
			+ (SELECT count(*) FROM medium_suit WHERE subject NOT IN (SELECT code FROM option WHERE question = kind))`).Scan(&unknown)
	if err != nil || unknown != 0 {
		t.Errorf("%d media or answers are on one side only, %v", unknown, err)
	}
}

func TestMedium_RefusesRowsThatMeanNothing(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"medium.position":        "UPDATE medium SET position = 1 WHERE code = 'x'",
		"skills_are_1_to_4":      "UPDATE medium SET skills = 5 WHERE code = 'x'",
		"cost_is_1_to_4":         "UPDATE medium SET cost = 0 WHERE code = 'x'",
		"minutes_are_15_to_240":  "UPDATE medium SET minutes = 241 WHERE code = 'x'",
		"signal_is_1_to_4":       "UPDATE medium SET signal = 5 WHERE code = 'x'",
		"kind_is_known":          "INSERT INTO medium_suit (medium, kind, subject) VALUES ('x', 'age', 'to30')",
		"FOREIGN KEY constraint": "UPDATE medium SET tip = 'SO1_99' WHERE code = 'x'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec(statement)
				return err
			})
			if !strings.Contains(fmt.Sprint(err), name) {
				t.Errorf("error %v, want the constraint %s", err, name)
			}
		})
	}
}
