package recap

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/dialog/typed"
	"ikmbot/scoring"
)

// Section is a part of a recap that fits one message.
type Section string

// The sections in the order of their buttons.
const (
	Overview   Section = "overview"   // participation, the group's position, shares of quadrants and cells
	Owners     Section = "owners"     // the study's characteristics of respondents
	Businesses Section = "businesses" // craft, size, media, obstacles
	IFAS       Section = "ifas"
	EFAS       Section = "efas"
	Strategies Section = "strategies"
	Following  Section = "following" // complaints, change, reminders
	Stops      Section = "stops"     // where interviews end that are not finished
)

var allSections = []Section{Overview, Owners, Businesses, IFAS, EFAS, Strategies, Following, Stops}

// What a recap's buttons do besides showing a section.
const (
	actPictures   = "pictures"
	actFiles      = "files" // asks which file
	actWorkbook   = "workbook"
	actNames      = "names" // the workbook with names
	actCSV        = "csv"
	actRegions    = "regions" // asks for the region
	actSpans      = "spans"   // asks for the span
	actPopulation = "population"
)

// Pictures lists the pictures of a recap.
var Pictures = []say.RecapPicture{say.RecapDiagram, say.RecapMatrix, say.RecapBars}

// StudyError is the margin of error of the study's sample, in percent (Slovin's e).
const StudyError = 5

// offeredSpans are the spans of time that have a button, in days; 0: from the first interview on.
var offeredSpans = []string{"0", "30", "90", "365"}

// view is what a recap's buttons carry: a section, a region, a span of time, and a margin of error.
// As callback data: section.region.span.error.
type view struct {
	section string
	region  int    // 0: all that the officer may see
	span    string // a number of days up to now, or two dates as days since 1970 with a - between
	margin  int    // of error, percent
}

func (v view) data(section string) string {
	return button.Data(button.Recap, section, strconv.Itoa(v.region), v.span, strconv.Itoa(v.margin))
}

// Button returns a button that leads to the recap of a region, from its first interview on.
func Button(label string, region int) say.Choice {
	v := view{region: region, span: "0", margin: StudyError}
	return say.Choice{Label: say.Message(label), Data: v.data(string(Overview))}
}

// parseView is the inverse of data; false if the value has another form.
func parseView(value string) (view, bool) {
	parts := strings.Split(value, ".")
	if len(parts) != 4 {
		return view{}, false
	}
	region, err1 := strconv.Atoi(parts[1])
	margin, err2 := strconv.Atoi(parts[3])
	v := view{parts[0], region, parts[2], margin}
	_, _, ok := v.days(0)
	return v, ok && err1 == nil && err2 == nil && region >= 0 && margin >= 1 && margin <= 20
}

// days returns the first and the last day of the span as days since 1970, both inclusive; 0 where
// the span is open.
func (v view) days(today int64) (from, to int64, ok bool) {
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

// scope returns the businesses of a view.
func scope(t *turn.Turn, v view) scoring.Scope {
	var s scoring.Scope
	if regions := viewed(t, v); len(regions) > 0 {
		s.Regions = regions
	}
	from, to, _ := v.days(dayNumber(time.UnixMilli(t.Now).In(say.WIB.Location())))
	if from > 0 {
		s.From = dayBegins(from)
	}
	if to > 0 {
		s.To = dayBegins(to + 1)
	}
	return s
}

// viewed returns the regions of a view; none: all.
func viewed(t *turn.Turn, v view) []int {
	if v.region != 0 {
		return []int{v.region}
	}
	return t.Session.Officer.Regions
}

// Open shows the officer all regions that they may see, the diagram first.
func Open(t *turn.Turn) {
	v := view{section: string(Overview), span: "0", margin: StudyError}
	if regions := t.Session.Officer.Regions; len(regions) == 1 {
		v.region = regions[0]
	}
	addPicture(t, v, say.RecapDiagram)
	tell(t, say.Send, v)
}

func addPicture(t *turn.Turn, v view, picture say.RecapPicture) {
	t.Add(say.Reply{Picture: &say.Picture{Recap: picture}, Report: report(t, v),
		Parts: []say.Text{ofWhat(t, v), say.Message("recap.caption_" + string(picture))}})
}

func report(t *turn.Turn, v view) *say.Report {
	return &say.Report{Kind: say.ReportRecap, Scope: scope(t, v), Section: v.section, Error: v.margin}
}

// tell shows a section below the name of its scope and above the buttons.
func tell(t *turn.Turn, mode say.Mode, v view) {
	t.Add(say.Reply{Mode: mode, Report: report(t, v), Parts: []say.Text{ofWhat(t, v)}, Keys: keys(t, v)})
}

// ofWhat names the regions and the span of time.
func ofWhat(t *turn.Turn, v view) say.Text {
	return say.Text{Key: "recap.of", Args: say.Args{"Regions": t.RegionNames(viewed(t, v)), "Span": say.Words(spanName(t, v))}}
}

func spanName(t *turn.Turn, v view) say.Text {
	scope := scope(t, v)
	switch {
	case scope.From.IsZero() && scope.To.IsZero():
		return say.Message("recap.span_all")
	case scope.To.IsZero():
		return say.Text{Key: "recap.span_days", Args: say.Args{"Days": say.Raw(v.span)}}
	}
	return say.Text{Key: "recap.span_dates", Args: say.Args{"From": say.Day(scope.From.UnixMilli()),
		"To": say.Day(scope.To.UnixMilli() - 1)}}
}

func keys(t *turn.Turn, v view) []say.Keys {
	var sections []say.Choice
	for _, s := range allSections {
		c := say.Choice{Label: say.Message("button.recap_" + string(s)), Data: v.data(string(s))}
		if string(s) == v.section {
			c.Style = say.Primary
		}
		sections = append(sections, c)
	}
	more := []say.Choice{
		{Label: say.Message("button.recap_pictures"), Data: v.data(actPictures)},
		{Label: say.Message("button.recap_files"), Data: v.data(actFiles)},
		{Label: say.Message("button.recap_spans"), Data: v.data(actSpans)},
	}
	if len(t.Session.Officer.Regions) != 1 {
		more = append(more, say.Choice{Label: say.Message("button.recap_regions"), Data: v.data(actRegions)})
	}
	if v.region != 0 {
		more = append(more, say.Choice{Label: say.Message("button.recap_population"), Data: v.data(actPopulation)})
	}
	return []say.Keys{{Choices: sections}, {Choices: more}}
}

// Tap takes a tap on one of a recap's buttons.
func Tap(t *turn.Turn, b button.Button) {
	v, ok := parseView(b.Value)
	if t.Session.Officer == nil || !ok || v.region != 0 && !t.Session.Officer.Sees(v.region) {
		t.Toast("toast.old_button")
		return
	}
	action := v.section
	if slices.Contains(allSections, Section(action)) {
		tell(t, say.Edit, v)
		return
	}
	v.section = string(Overview)
	switch action {
	case actPictures:
		for _, picture := range Pictures {
			addPicture(t, v, picture)
		}
	case actFiles:
		t.Reply(say.Edit, fileKeys(v), ofWhat(t, v), say.Message("recap.ask_file"))
	case actWorkbook, actNames, actCSV:
		export(t, v, action)
	case actRegions:
		t.Reply(say.Edit, regionChoices(t, v), say.Message("recap.ask_region"))
	case actSpans:
		t.Session.Aside = turn.Aside{Kind: turn.AsideSpan, Recap: v.data(v.section)}
		t.Reply(say.Edit, spanChoices(t, v), say.Message("recap.ask_span"))
	case actPopulation:
		t.Session.Aside = turn.Aside{Kind: turn.AsidePopulation, Recap: v.data(v.section)}
		t.Ask(say.Edit, backKeys(v),
			say.Text{Key: "recap.ask_population", Args: say.Args{"Regions": t.RegionNames([]int{v.region})}})
	default:
		t.Toast("toast.old_button")
	}
}

func backKeys(v view) []say.Keys {
	return say.Row(say.Choice{Label: say.Message("button.to_recap"), Data: v.data(string(Overview))})
}

func fileKeys(v view) []say.Keys {
	return append([]say.Keys{{Column: true, Choices: []say.Choice{
		{Label: say.Message("button.recap_workbook"), Data: v.data(actWorkbook), Style: say.Primary},
		{Label: say.Message("button.recap_names"), Data: v.data(actNames)},
		{Label: say.Message("button.recap_csv"), Data: v.data(actCSV)},
	}}}, backKeys(v)...)
}

// export sends a file with the figures and one row a business, and notes it for the audit log.
func export(t *turn.Turn, v view, action string) {
	document, caption := say.Document{Kind: say.WorkbookDocument, Names: action == actNames}, say.Message("recap.file_xlsx")
	if action == actCSV {
		document.Kind, caption = say.CSVDocument, say.Message("recap.file_csv")
	}
	t.Note(Exported{Document: document, Regions: scope(t, v).Regions})
	t.Add(say.Reply{Document: &document, Report: report(t, v), Parts: []say.Text{ofWhat(t, v), caption}})
}

func regionChoices(t *turn.Turn, v view) []say.Keys {
	all := v
	all.region = 0
	choices := []say.Choice{{Label: say.Message("button.recap_all"), Data: all.data(v.section), Style: say.Primary}}
	for _, r := range t.Regions {
		if !t.Session.Officer.Sees(r.Code) {
			continue
		}
		one := v
		one.region = r.Code
		choices = append(choices, say.Choice{Label: r.Label(), Data: one.data(v.section)})
	}
	return []say.Keys{{Choices: choices}}
}

func spanChoices(t *turn.Turn, v view) []say.Keys {
	var choices []say.Choice
	for _, span := range offeredSpans {
		one := v
		one.span = span
		choices = append(choices, say.Choice{Label: spanName(t, one), Data: one.data(v.section)})
	}
	return append([]say.Keys{{Choices: choices}}, backKeys(v)...)
}

// Asking reports whether what is typed now answers a recap's question.
func Asking(t *turn.Turn) bool {
	kind := t.Session.Aside.Kind
	return (kind == turn.AsideSpan || kind == turn.AsidePopulation) && t.Session.Officer != nil
}

// Typed takes the dates or the number of businesses that a recap asked for.
func Typed(t *turn.Turn, text string) {
	aside := t.Session.Aside
	p, _ := button.Parse(aside.Recap)
	v, ok := parseView(p.Value)
	switch {
	case !ok || !t.Session.Officer.Sees(v.region) && v.region != 0:
		t.Session.Aside = turn.Aside{}
		t.Back(say.Send)
	case aside.Kind == turn.AsideSpan:
		from, to, ok := parseDates(t.Languages, text)
		if !ok {
			t.Reply(say.Send, backKeys(v), say.Message("recap.bad_span"))
			return
		}
		v.span = strconv.FormatInt(from, 10) + "-" + strconv.FormatInt(to, 10)
		t.Session.Aside = turn.Aside{}
		tell(t, say.Send, v)
	default:
		enterPopulation(t, v, text)
	}
}

// maxPopulation is more than the number of craft businesses in the country.
const maxPopulation = 10_000_000

// parsePopulation reads "1079", "1.079" or "1.079,00", or "1079 10%" for a margin of error other than
// the study's.
func parsePopulation(text string) (businesses, margin int, ok bool) {
	margin = StudyError
	businesses, whole := typed.Count(strings.TrimSpace(text))
	if fields := strings.Fields(text); !whole && len(fields) == 2 {
		businesses, _ = typed.Count(fields[0])
		margin, _ = strconv.Atoi(strings.TrimSuffix(fields[1], "%"))
	}
	return businesses, margin, businesses >= 1 && businesses <= maxPopulation && margin >= 1 && margin <= 20
}

// enterPopulation takes the number of businesses, and the margin of error.
func enterPopulation(t *turn.Turn, v view, text string) {
	n, margin, ok := parsePopulation(text)
	if v.margin = margin; !ok {
		v.margin = StudyError
		t.Reply(say.Send, backKeys(v), say.Message("recap.bad_population"))
		return
	}
	t.Note(PopulationEntered{Region: v.region, Businesses: n})
	t.Session.Aside = turn.Aside{}
	tell(t, say.Send, v)
}
