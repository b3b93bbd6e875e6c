package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ikmbot/scoring"
)

// RecapSection is a part of a recap that one message tells.
type RecapSection string

// The sections in the order of their buttons.
const (
	RecapOverview   RecapSection = "overview"   // participation, the group's position, shares of quadrants and cells
	RecapOwners     RecapSection = "owners"     // the study's characteristics of respondents
	RecapBusinesses RecapSection = "businesses" // craft, size, media, obstacles
	RecapIFAS       RecapSection = "ifas"
	RecapEFAS       RecapSection = "efas"
	RecapStrategies RecapSection = "strategies"
	RecapFollowing  RecapSection = "following" // complaints, change, follow-ups
	RecapStops      RecapSection = "stops"     // where interviews end that are not finished
)

var recapSections = []RecapSection{RecapOverview, RecapOwners, RecapBusinesses, RecapIFAS, RecapEFAS, RecapStrategies, RecapFollowing, RecapStops}

// What else a recap's buttons do beside showing a section.
const (
	recapPictures   = "pictures"
	recapFiles      = "files" // asks which
	recapWorkbook   = "workbook"
	recapNames      = "names" // the workbook with names
	recapCSV        = "csv"
	recapRegions    = "regions" // asks which
	recapSpans      = "spans"   // asks which
	recapPopulation = "population"
)

// RecapPictures lists the pictures of a recap.
var RecapPictures = []RecapPicture{RecapDiagram, RecapMatrix, RecapBars}

// StudyError is the margin of error that the study chose its sample by, in percent.
const StudyError = 5

// recapSpans are the spans of time that are one tap away, in days; 0: from the first interview on.
var spansOffered = []string{"0", "30", "90", "365"}

// recapView is what a recap's buttons remember: which section of which region, over which
// span of time, at which margin of error. As callback data: section.region.span.error.
type recapView struct {
	section string
	region  int    // 0: all that the officer sees
	span    string // so many days up to now, or two dates as days since 1970 with a - between
	error   int    // percent
}

func (v recapView) data(section string) string {
	return data(verbRecap, section, strconv.Itoa(v.region), v.span, strconv.Itoa(v.error))
}

// recapButton is a button that leads to the recap of a region, from its first interview on.
func recapButton(label string, region int) Choice {
	v := recapView{region: region, span: "0", error: StudyError}
	return Choice{Label: say(label), Data: v.data(string(RecapOverview))}
}

// parseRecap reads what data has made; false where it did not.
func parseRecap(value string) (recapView, bool) {
	parts := strings.Split(value, ".")
	if len(parts) != 4 {
		return recapView{}, false
	}
	region, err1 := strconv.Atoi(parts[1])
	margin, err2 := strconv.Atoi(parts[3])
	v := recapView{parts[0], region, parts[2], margin}
	_, _, ok := v.days(0)
	return v, ok && err1 == nil && err2 == nil && region >= 0 && margin >= 1 && margin <= 20
}

// days are the first and the last day of the span since 1970, both inclusive and 0 where it
// is open, given today.
func (v recapView) days(today int64) (from, to int64, ok bool) {
	begins, ends, dated := strings.Cut(v.span, "-")
	from, err := strconv.ParseInt(begins, 10, 32)
	switch {
	case err != nil || from < 0:
		return 0, 0, false
	case !dated && from == 0:
		return 0, 0, true
	case !dated:
		return today - from + 1, 0, true
	}
	to, err = strconv.ParseInt(ends, 10, 32)
	return from, to, err == nil && from <= to
}

// scope is what a view is of.
func (t *turn) scope(v recapView) scoring.Scope {
	var s scoring.Scope
	if regions := t.viewed(v); len(regions) > 0 {
		s.Regions = regions
	}
	from, to, _ := v.days(dayNumber(time.UnixMilli(t.now).In(WIB.Location())))
	if from > 0 {
		s.From = dayBegins(from)
	}
	if to > 0 {
		s.To = dayBegins(to + 1)
	}
	return s
}

// viewed are the regions that a view is of; none: all.
func (t *turn) viewed(v recapView) []int {
	if v.region != 0 {
		return []int{v.region}
	}
	return t.s.Officer.Regions
}

// openRecap tells the officer's whole district, its diagram first.
func (t *turn) openRecap() {
	v := recapView{section: string(RecapOverview), span: "0", error: StudyError}
	if regions := t.s.Officer.Regions; len(regions) == 1 {
		v.region = regions[0]
	}
	t.recapPicture(v, RecapDiagram)
	t.tellRecap(Send, v)
}

func (t *turn) recapPicture(v recapView, picture RecapPicture) {
	t.add(Reply{Picture: &Picture{Recap: picture}, Report: t.report(v), Parts: []Text{t.ofWhat(v), say("recap.caption_" + string(picture))}})
}

func (t *turn) report(v recapView) *Report {
	return &Report{Kind: ReportRecap, Scope: t.scope(v), Section: v.section, Error: v.error}
}

// tellRecap shows a section, under what it is of and above the ways on.
func (t *turn) tellRecap(mode Mode, v recapView) {
	t.add(Reply{Mode: mode, Report: t.report(v), Parts: []Text{t.ofWhat(v)}, Keys: t.recapKeys(v)})
}

// ofWhat names the regions and the span of time.
func (t *turn) ofWhat(v recapView) Text {
	return Text{Key: "recap.of", Args: Args{"Regions": t.regionNames(t.viewed(v)), "Span": Words(t.spanName(v))}}
}

func (t *turn) spanName(v recapView) Text {
	scope := t.scope(v)
	switch {
	case scope.From.IsZero() && scope.To.IsZero():
		return say("recap.span_all")
	case scope.To.IsZero():
		return Text{Key: "recap.span_days", Args: Args{"Days": Raw(v.span)}}
	}
	return Text{Key: "recap.span_dates", Args: Args{"From": Day(scope.From.UnixMilli()), "To": Day(scope.To.UnixMilli() - 1)}}
}

func (t *turn) recapKeys(v recapView) []Keys {
	var sections []Choice
	for _, s := range recapSections {
		c := Choice{Label: say("button.recap_" + string(s)), Data: v.data(string(s))}
		if string(s) == v.section {
			c.Style = Primary
		}
		sections = append(sections, c)
	}
	more := []Choice{
		{Label: say("button.recap_pictures"), Data: v.data(recapPictures)},
		{Label: say("button.recap_files"), Data: v.data(recapFiles)},
		{Label: say("button.recap_spans"), Data: v.data(recapSpans)},
	}
	if len(t.s.Officer.Regions) != 1 {
		more = append(more, Choice{Label: say("button.recap_regions"), Data: v.data(recapRegions)})
	}
	if v.region != 0 {
		more = append(more, Choice{Label: say("button.recap_population"), Data: v.data(recapPopulation)})
	}
	return []Keys{{Choices: sections}, {Choices: more}}
}

// tappedRecap takes a tap on one of a recap's buttons.
func (t *turn) tappedRecap(p tap) {
	v, ok := parseRecap(p.value)
	if t.s.Officer == nil || !ok || v.region != 0 && !t.s.Officer.sees(v.region) {
		t.toast("toast.old_button")
		return
	}
	action := v.section
	if slices.Contains(recapSections, RecapSection(action)) {
		t.tellRecap(Edit, v)
		return
	}
	v.section = string(RecapOverview)
	switch action {
	case recapPictures:
		for _, picture := range RecapPictures {
			t.recapPicture(v, picture)
		}
	case recapFiles:
		t.reply(Edit, t.fileKeys(v), t.ofWhat(v), say("recap.ask_file"))
	case recapWorkbook, recapNames, recapCSV:
		t.export(v, action)
	case recapRegions:
		t.reply(Edit, t.regionChoices(v), say("recap.ask_region"))
	case recapSpans:
		t.s.Aside = Aside{Kind: AsideSpan, Recap: v.data(v.section)}
		t.reply(Edit, t.spanChoices(v), say("recap.ask_span"))
	case recapPopulation:
		t.s.Aside = Aside{Kind: AsidePopulation, Recap: v.data(v.section)}
		t.reply(Edit, t.backToRecap(v), Text{Key: "recap.ask_population", Args: Args{"Regions": t.regionNames([]int{v.region})}})
	default:
		t.toast("toast.old_button")
	}
}

func (t *turn) backToRecap(v recapView) []Keys {
	return row(Choice{Label: say("button.to_recap"), Data: v.data(string(RecapOverview))})
}

func (t *turn) fileKeys(v recapView) []Keys {
	return append([]Keys{{Column: true, Choices: []Choice{
		{Label: say("button.recap_workbook"), Data: v.data(recapWorkbook), Style: Primary},
		{Label: say("button.recap_names"), Data: v.data(recapNames)},
		{Label: say("button.recap_csv"), Data: v.data(recapCSV)},
	}}}, t.backToRecap(v)...)
}

// export sends a file with the figures and a row a business, and notes that it did.
func (t *turn) export(v recapView, action string) {
	document, caption := Document{Kind: WorkbookDocument, Names: action == recapNames}, say("recap.file_xlsx")
	if action == recapCSV {
		document.Kind, caption = CSVDocument, say("recap.file_csv")
	}
	t.note(Exported{Document: document, Regions: t.scope(v).Regions})
	t.add(Reply{Document: &document, Report: t.report(v), Parts: []Text{t.ofWhat(v), caption}})
}

func (t *turn) regionChoices(v recapView) []Keys {
	all := v
	all.region = 0
	choices := []Choice{{Label: say("button.recap_all"), Data: all.data(v.section), Style: Primary}}
	for _, r := range t.regions {
		if !t.s.Officer.sees(r.Code) {
			continue
		}
		one := v
		one.region = r.Code
		choices = append(choices, Choice{Label: r.text(), Data: one.data(v.section)})
	}
	return []Keys{{Choices: choices}}
}

func (t *turn) spanChoices(v recapView) []Keys {
	var choices []Choice
	for _, span := range spansOffered {
		one := v
		one.span = span
		choices = append(choices, Choice{Label: t.spanName(one), Data: one.data(v.section)})
	}
	return append([]Keys{{Choices: choices}}, t.backToRecap(v)...)
}

// typedAtRecap takes the dates or the number of businesses that a recap asked for.
func (t *turn) typedAtRecap(text string) {
	aside := t.s.Aside
	p, _ := parseTap(aside.Recap)
	v, ok := parseRecap(p.value)
	switch {
	case !ok || !t.s.Officer.sees(v.region) && v.region != 0:
		t.s.Aside = Aside{}
		t.back(Send)
	case aside.Kind == AsideSpan:
		from, to, ok := t.languages.parseDates(text)
		if !ok {
			t.reply(Send, t.backToRecap(v), say("recap.bad_span"))
			return
		}
		v.span = strconv.FormatInt(from, 10) + "-" + strconv.FormatInt(to, 10)
		t.s.Aside = Aside{}
		t.tellRecap(Send, v)
	default:
		t.enterPopulation(v, text)
	}
}

// maxPopulation is more than there are craft businesses in the country.
const maxPopulation = 10_000_000

// enterPopulation takes "1079", or "1079 10%" for another margin of error than the study's.
func (t *turn) enterPopulation(v recapView, text string) {
	fields := strings.Fields(text)
	v.error = StudyError
	if len(fields) == 2 {
		v.error, _ = strconv.Atoi(strings.TrimSuffix(fields[1], "%"))
	}
	n := 0
	if len(fields) >= 1 && len(fields) <= 2 && utf8.RuneCountInString(fields[0]) < 12 {
		n, _ = strconv.Atoi(strings.NewReplacer(".", "", ",", "").Replace(fields[0]))
	}
	if n < 1 || n > maxPopulation || v.error < 1 || v.error > 20 {
		t.reply(Send, t.backToRecap(v), say("recap.bad_population"))
		return
	}
	t.note(PopulationEntered{Region: v.region, Businesses: n})
	t.s.Aside = Aside{}
	t.tellRecap(Send, v)
}
