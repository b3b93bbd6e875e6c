package dialog

import (
	"regexp"
	"strconv"
	"strings"

	"ikmbot/scoring"
)

// Broadcast is what an officer writes to many.
type Broadcast struct {
	ID      int64                 `json:"id"`                // of its row; 0: not stored yet
	Texts   map[Language]string   `json:"texts,omitempty"`   // Telegram HTML with placeholders; whoever has none in their language gets the Indonesian one
	Media   *Media                `json:"media,omitempty"`   // the text then stands under it
	Answers map[Language][]string `json:"answers,omitempty"` // up to four, of a question that the text asks
	Segment Segment               `json:"segment,omitzero"`
	Due     int64                 `json:"due,omitempty"`   // unix milliseconds; 0: as soon as it is confirmed
	Night   bool                  `json:"night,omitempty"` // goes out in the quiet hours as well
	Zone    Zone                  `json:"zone,omitempty"`  // that its hours are those of; known once it is confirmed
}

// placeholders are what can be put into a broadcast's text, in the place of a word in braces:
// the business's name, the quadrant in words, and the strategy that fits best. What the word is,
// each language's [Vocabulary] says. Whoever has none of it gets the words
// broadcast.without.<what>.
var placeholders = []string{"name", "quadrant", "strategy"}

// The quiet hours, on the clock of the broadcast's zone: what falls into them waits for their
// end, unless it goes out at night as well.
const (
	QuietFrom = 20
	QuietTo   = 7
)

// MaxAnswers is how many answers a broadcast's question can have.
const MaxAnswers = 4

// Segment chooses whom a broadcast is for. Conditions of different kinds must all hold; of
// several values of one kind one is enough. The zero value is everybody. Those who stopped
// or blocked the bot or never agreed to be contacted are left out whatever it says, and so are
// all outside the officer's regions. What it says of a business holds by the latest finished interview.
type Segment struct {
	Regions    []int              `json:"regions,omitempty"`
	Quadrants  []scoring.Quadrant `json:"quadrants,omitempty"`
	Cells      []scoring.Cell     `json:"cells,omitempty"`    // of the IE matrix
	Families   []scoring.Family   `json:"families,omitempty"` // a strategy of one of these is advised
	Crafts     []int              `json:"crafts,omitempty"`   // positions of the options
	Uses       int                `json:"uses,omitempty"`     // media, a bit mask: one of these is used
	Lacks      int                `json:"lacks,omitempty"`    // media, a bit mask: none of these is used
	Ratings    []Limit            `json:"ratings,omitempty"`
	Obstacles  int                `json:"obstacles,omitempty"` // a bit mask: one of these is met
	Progress   []Progress         `json:"progress,omitempty"`
	SeenDays   int                `json:"seen,omitempty"`   // did something within so many days; 0: whenever
	UnseenDays int                `json:"unseen,omitempty"` // did nothing for so many days; 0: whatever
	Recent     bool               `json:"recent,omitempty"` // also those who were written to in the last seven days
	Busy       bool               `json:"busy,omitempty"`   // also those who answered a question within the last hour and are not done
}

// KeptSegment is a choice of recipients under a name.
type KeptSegment struct {
	Name    string  `json:"name"`
	Segment Segment `json:"segment"`
}

// Limit is a factor rated at or past a value.
type Limit struct {
	Factor  scoring.FactorCode `json:"factor"`
	AtLeast scoring.Rating     `json:"least"` // rating, 1 to 4
}

// Progress is how far a business is with the questionnaire.
type Progress string

// The stages.
const (
	ProgressFinished   Progress = "finished"   // has a result
	ProgressUnfinished Progress = "unfinished" // began and has no result
	ProgressNever      Progress = "never"      // never began
)

// Reach is whom a broadcast that is being written would reach.
type Reach struct {
	Recipients int
	Stopped    int // left out because they stopped, blocked or never agreed to be contacted
	Recent     int // left out because they were written to in the last seven days
	Busy       int // left out because they are in the middle of an interview
	Seconds    int // that sending takes, at the rate that Telegram allows
}

// BroadcastState is how far a broadcast is.
type BroadcastState string

// The states.
const (
	BroadcastScheduled BroadcastState = "scheduled" // confirmed, waits for its time
	BroadcastRunning   BroadcastState = "running"
	BroadcastPaused    BroadcastState = "paused"
	BroadcastDone      BroadcastState = "done"
	BroadcastCancelled BroadcastState = "cancelled"
)

// BroadcastProgress is how far a broadcast is, and in the end its report.
type BroadcastProgress struct {
	ID         int64
	State      BroadcastState
	Title      string // the beginning of its text, plain
	Due        int64  // unix milliseconds
	Zone       Zone   // that its time is told in
	Night      bool   // it waits for the end of the quiet hours
	Recipients int
	Sent       int
	Blocked    int            // did block the bot: not written to any more
	Skipped    int            // stopped, blocked or erased after it was confirmed
	Failed     map[string]int // how many by reason, in Telegram's words
	Answers    []AnswerCount  // in the order of the buttons
	Left       int            // still to be sent; none of a cancelled one is
	Seconds    int            // that the rest takes
}

// Broadcasts are those that were confirmed, the newest first, at most ten. Only what needs no
// counting is told of them: ID, State, Title, Due, Night.
type Broadcasts struct {
	List []BroadcastProgress
}

// AnswerCount is how many recipients gave an answer.
type AnswerCount struct {
	Label string
	Count int
}

// BroadcastCopy is a broadcast as one person gets it.
type BroadcastCopy struct {
	ID  int64   `json:"id,omitempty"` // 0: the one that the officer is writing
	For CopyFor `json:"for,omitempty"`
}

// CopyFor tells whose copy of a broadcast it is.
type CopyFor string

// The copies. What is filled into the text is the person's; only a recipient's buttons do something.
const (
	CopyRecipient CopyFor = ""        // whom it is sent to, who is a recipient
	CopyPreview   CopyFor = "preview" // some recipient's, shown to the officer
	CopyTest      CopyFor = "test"    // the officer's own, in the language of the reply
)

// What a tap under a broadcast means beside an answer's number: [verbRecipient].
const recipientStops = "stop"

// Keys are the buttons under a broadcast in a language: the answers to its question, and a
// way to be sent nothing more. Those under a trial carry the id 0.
func (b Broadcast) Keys(l Language, trial bool) []Keys {
	id := b.ID
	if trial {
		id = 0
	}
	value := func(what string) string { return data(verbRecipient, dataID(id), what) }
	stop := Choice{Label: say("broadcast.stop"), Data: value(recipientStops)}
	var answers []Choice
	for i, answer := range b.AnswersIn(l) {
		label := Text{Key: "broadcast.answer", Args: Args{"Answer": Raw(answer)}}
		answers = append(answers, Choice{Label: label, Data: value(strconv.Itoa(i)), Style: Primary})
	}
	return []Keys{{Choices: answers}, {Choices: []Choice{stop}}}
}

// TextIn is the text in a language, in Indonesian where there is none in it, and which of both.
func (b Broadcast) TextIn(l Language) (string, Language) {
	if text := b.Texts[l]; text != "" {
		return text, l
	}
	return b.Texts[Indonesian], Indonesian
}

// AnswersIn are the answers in the language that [Broadcast.TextIn] gives the text in.
func (b Broadcast) AnswersIn(l Language) []string {
	_, language := b.TextIn(l)
	if answers := b.Answers[language]; len(answers) == len(b.Answers[Indonesian]) {
		return answers
	}
	return b.Answers[Indonesian]
}

var placeholderForm = regexp.MustCompile(`\{\pL+\}`)

// placeholder is what is put in the place of a word in braces; "" where that is none.
func (ls Languages) placeholder(braces string) (what string) {
	word := strings.ToLower(strings.Trim(braces, "{} "))
	for _, v := range ls {
		for what, name := range v.Placeholders {
			if name == word {
				return what
			}
		}
	}
	return ""
}

// PlaceholdersIn tells which placeholders a text has, by what is put in their place.
func (ls Languages) PlaceholdersIn(text string) map[string]bool {
	found := map[string]bool{}
	ls.FillPlaceholders(text, func(what string) string {
		found[what] = true
		return ""
	})
	return found
}

// FillPlaceholders puts what fill gives in the place of each placeholder of a text. Other words
// in braces stay.
func (ls Languages) FillPlaceholders(text string, fill func(what string) string) string {
	return placeholderForm.ReplaceAllStringFunc(text, func(braces string) string {
		if what := ls.placeholder(braces); what != "" {
			return fill(what)
		}
		return braces
	})
}
