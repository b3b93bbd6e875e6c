package main

import (
	"flag"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ikmbot/bot/client"
	"ikmbot/bot/outgoing"
	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/scoring/store"
)

// settings holds what flags and environment say.
type settings struct {
	Token   string // TELEGRAM_BOT_TOKEN, or what TELEGRAM_BOT_TOKEN_FILE holds; empty: the demo
	APIURL  string // TELEGRAM_API_URL
	DB      string // IKMBOT_DB; empty: ikmbot.db, or ikmbot-demo.db
	Listen  string // IKMBOT_LISTEN: address of webhook, health and metrics, or of the demo's page; empty: none
	MaxRate int    // IKMBOT_MAX_RATE, messages a second; 0: no limit
	// Retention is IKMBOT_RETENTION: the months of silence after which people are forgotten; 0:
	// never.
	Retention int
	// Operator is IKMBOT_OPERATOR: who runs the bot and how to reach them; empty: not told.
	Operator string
	// Webhook is IKMBOT_WEBHOOK_URL, to which Telegram posts updates; empty: they are polled for.
	Webhook string
	Secret  string // IKMBOT_WEBHOOK_SECRET, by which Telegram identifies itself there
	Log     string // IKMBOT_LOG, text or json
	// Officers are the Telegram ids of IKMBOT_OFFICERS, who invite the others.
	Officers []int64
	// OfficerNames are what IKMBOT_OFFICERS calls them, by Telegram id.
	OfficerNames map[int64]string
	// ReminderDelays are the delays of reminders, from IKMBOT_FOLLOWUPS.
	ReminderDelays store.ReminderDelays

	EnvFile   string // the settings file that was read, by IKMBOT_ENV; empty: none
	TokenSeen bool   // the token stands on the command line

	Words []string // the words after a command that takes some; nil for any other command
	Name  string   // -name: the name for the weight set to load; empty: the file's

	Within time.Duration // -within: how long a recap of named files may take

	Scope      scopeFlags // -region, -from, -to: the businesses to recap or export
	Names      bool       // -names: with the names and Telegram ids of owners who may be contacted
	SkipFaulty bool       // -skip-faulty: import the interviews of a file that are correct
}

// database is the path of the database.
func (s settings) database() string {
	switch {
	case s.DB != "":
		return s.DB
	case s.Token != "" || s.Words != nil:
		return "ikmbot.db"
	}
	return "ikmbot-demo.db"
}

// mistake is a setting that can't be used: the message mistake.<what> and its parameters.
type mistake struct {
	what string
	args map[string]any
}

// read takes each setting from its flag or, if that is not given, from the
// environment, and else from the settings file. It returns the command and all mistakes.
func (s *settings) read(args []string, e environment) (command string, mistakes []mistake) {
	s.EnvFile = e.path
	flags := flag.NewFlagSet("ikmbot", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	values := map[string]*string{}
	for _, setting := range []struct{ flag, variable, preset string }{
		{"env", "IKMBOT_ENV", ""},
		{"token", "TELEGRAM_BOT_TOKEN", ""},
		{"token-file", "TELEGRAM_BOT_TOKEN_FILE", ""},
		{"api-url", "TELEGRAM_API_URL", ""},
		{"db", "IKMBOT_DB", ""},
		{"listen", "IKMBOT_LISTEN", ""},
		{"max-rate", "IKMBOT_MAX_RATE", strconv.Itoa(outgoing.FreeRate)},
		{"officers", "IKMBOT_OFFICERS", ""},
		{"operator", "IKMBOT_OPERATOR", ""},
		{"retention", "IKMBOT_RETENTION", "24"},
		{"followups", "IKMBOT_FOLLOWUPS", ""},
		{"webhook-url", "IKMBOT_WEBHOOK_URL", ""},
		{"webhook-secret", "IKMBOT_WEBHOOK_SECRET", ""},
		{"log", "IKMBOT_LOG", "text"},
	} {
		value := e.get(setting.variable)
		if value == "" {
			value = setting.preset
		}
		values[setting.flag] = flags.String(setting.flag, value, "")
	}
	command, mistakes = s.parse(flags, args)
	flags.Visit(func(f *flag.Flag) { s.TokenSeen = s.TokenSeen || f.Name == "token" })
	s.Token, s.APIURL, s.DB, s.Listen = *values["token"], *values["api-url"], *values["db"], listenAt(*values["listen"])
	s.Webhook, s.Secret, s.Log = *values["webhook-url"], *values["webhook-secret"], *values["log"]
	mistakes = append(mistakes, s.readToken(*values["token-file"], e)...)
	if fit := wordsOf[command]; fit != nil && len(mistakes) == 0 && !fit(s.Words, s.Name) {
		mistakes = append(mistakes, mistake{"words", map[string]any{"Command": command}})
	}
	rate, err := strconv.Atoi(*values["max-rate"])
	if err != nil || rate < 0 || rate > 1000 {
		mistakes = append(mistakes, mistake{"max_rate", map[string]any{"Value": *values["max-rate"]}})
	}
	s.MaxRate = rate
	months, err := strconv.Atoi(*values["retention"])
	if err != nil || months < 0 || months > 1200 {
		mistakes = append(mistakes, mistake{"retention", map[string]any{"Value": *values["retention"]}})
	}
	s.Retention = months
	mistakes = append(mistakes, s.readOfficers(*values["officers"])...)
	s.Operator = *values["operator"]
	if s.Operator != say.OneLine(s.Operator) || utf8.RuneCountInString(s.Operator) > maxOperator {
		mistakes = append(mistakes, mistake{"operator", map[string]any{"Max": maxOperator}})
	}
	delays, wrong := readReminderDelays(*values["followups"])
	s.ReminderDelays = delays
	return command, slices.Concat(mistakes, wrong, s.Scope.mistakes(), s.check())
}

// readOfficers reads IKMBOT_OFFICERS: Telegram ids with commas or spaces between, each followed by the
// name of the administrator or not.
func (s *settings) readOfficers(value string) (mistakes []mistake) {
	s.OfficerNames = map[int64]string{}
	for entry := range strings.SplitSeq(value, ",") {
		words := strings.Fields(entry)
		for i, word := range words {
			chat, err := strconv.ParseInt(word, 10, 64)
			if err != nil && i > 0 {
				s.OfficerNames[s.Officers[len(s.Officers)-1]] = say.Shorten(say.OneLine(strings.Join(words[i:], " ")), maxOfficerName)
				break
			}
			switch {
			case strings.HasPrefix(word, "0"), strings.HasPrefix(word, "+"):
				mistakes = append(mistakes, mistake{"officers_phone", map[string]any{"Value": word}})
			case err != nil || chat <= 0:
				mistakes = append(mistakes, mistake{"officers", map[string]any{"Value": word}})
			}
			s.Officers = append(s.Officers, chat)
			if err != nil {
				break
			}
		}
	}
	return mistakes
}

// maxOfficerName is the greatest length of an administrator's name, in characters.
const maxOfficerName = 60

// maxOperator is the greatest length of who runs the bot, in characters: people read it within a
// sentence.
const maxOperator = 150

// wordsOf holds, for each command that takes words, the function that reports whether they fit.
var wordsOf = map[string]func(words []string, name string) bool{
	"backup":  isFile,
	"export":  isExport,
	"import":  isFile,
	"recap":   func(_ []string, name string) bool { return name == "" },
	"restore": isFile,
	"weights": isWeightAct,
}

func isFile(words []string, name string) bool { return len(words) == 1 && name == "" }

// isExport reports whether words name a file of a kind that can be written.
func isExport(words []string, name string) bool {
	return isFile(words, name) && (isCSV(words[0]) || strings.EqualFold(filepath.Ext(words[0]), ".xlsx"))
}

func isCSV(file string) bool { return strings.EqualFold(filepath.Ext(file), ".csv") }

// flagsOf adds the flags that only one command has.
func (s *settings) flagsOf(command string, flags *flag.FlagSet) {
	switch command {
	case "export":
		flags.BoolVar(&s.Names, "names", false, "")
		s.Scope.add(flags)
	case "recap":
		s.Scope.add(flags)
		flags.DurationVar(&s.Within, "within", usualWithin, "")
	case "import":
		flags.BoolVar(&s.SkipFaulty, "skip-faulty", false, "")
	}
}

// parse reads the command, its words, and the flags before and after them.
func (s *settings) parse(flags *flag.FlagSet, args []string) (command string, mistakes []mistake) {
	for {
		if err := flags.Parse(args); err != nil {
			if err == flag.ErrHelp {
				return "help", nil
			}
			return command, []mistake{{"flag", map[string]any{"Flag": nameOf(err)}}}
		}
		if flags.NArg() == 0 {
			return command, nil
		}
		word := flags.Arg(0)
		args = flags.Args()[1:]
		switch {
		case s.Words != nil:
			s.Words = append(s.Words, word)
		case command != "":
			return command, []mistake{{"argument", map[string]any{"Argument": word}}}
		default:
			command = word
			if wordsOf[command] != nil {
				flags.StringVar(&s.Name, "name", "", "")
				s.flagsOf(command, flags)
				s.Words = []string{}
			}
		}
	}
}

// nameOf is the name of the flag that an error of package flag is about. The
// error itself may quote a value, which may be a token.
func nameOf(err error) string {
	fields := strings.Fields(err.Error())
	return strings.TrimLeft(fields[len(fields)-1], "-")
}

// check finds settings that can't be used, before the program touches anything.
func (s *settings) check() (mistakes []mistake) {
	if s.Token != "" && !client.ValidToken(s.Token) {
		mistakes = append(mistakes, mistake{"token", nil})
	}
	if u, err := url.Parse(s.APIURL); s.APIURL != "" && (err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "") {
		mistakes = append(mistakes, mistake{"api_url", map[string]any{"Value": s.APIURL}})
	}
	if _, port, err := net.SplitHostPort(s.Listen); s.Listen != "" && (err != nil || !isPort(port)) {
		mistakes = append(mistakes, mistake{"listen", map[string]any{"Value": s.Listen}})
	}
	if s.Log != "text" && s.Log != "json" {
		mistakes = append(mistakes, mistake{"log", map[string]any{"Value": s.Log}})
	}
	mistakes = append(mistakes, s.checkWebhook()...)
	file := s.database()
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		mistakes = append(mistakes, mistake{"db_folder", map[string]any{"Value": file}})
	} else if info, err := os.Stat(file); err == nil && info.IsDir() {
		mistakes = append(mistakes, mistake{"db_is_folder", map[string]any{"Value": file}})
	}
	return mistakes
}

// secretForm matches the secrets that Telegram accepts for a webhook.
var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// checkWebhook finds mistakes in the webhook's settings, which depend on each other. No mistake
// quotes the secret.
func (s *settings) checkWebhook() (mistakes []mistake) {
	if s.Webhook == "" {
		if s.Secret != "" {
			mistakes = append(mistakes, mistake{"secret_alone", nil})
		}
		return mistakes
	}
	if !s.isWebhookURL() {
		mistakes = append(mistakes, mistake{"webhook_url", map[string]any{"Value": s.Webhook}})
	}
	if !secretForm.MatchString(s.Secret) {
		mistakes = append(mistakes, mistake{"webhook_secret", nil})
	}
	if s.Listen == "" {
		mistakes = append(mistakes, mistake{"webhook_listen", nil})
	}
	return mistakes
}

// isWebhookURL reports whether Telegram can post to the address. A self-hosted Bot API server
// accepts http and any port.
func (s *settings) isWebhookURL() bool {
	u, err := url.Parse(s.Webhook)
	if err != nil || u.Host == "" || u.User != nil || u.Path == "/healthz" || u.Path == "/metrics" {
		return false
	}
	if s.APIURL != "" {
		return u.Scheme == "https" || u.Scheme == "http"
	}
	return u.Scheme == "https" && slices.Contains([]string{"", "443", "80", "88", "8443"}, u.Port())
}

// listenAt completes an address to listen at: a port alone listens on this machine only.
func listenAt(address string) string {
	if strings.HasPrefix(address, ":") {
		return "127.0.0.1" + address
	}
	return address
}

// isWeightAct reports whether words name an action on weight sets. Only load takes a name for the
// set.
func isWeightAct(words []string, name string) bool {
	if len(words) == 0 || name != "" && words[0] != "load" {
		return false
	}
	following, known := weightActs[words[0]]
	return known && len(words) == 1+following
}

func isPort(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && n <= 65535
}

// languageOf is the language of the program's own messages: the terminal's or, if the catalog does
// not have that, the one for speakers of other languages.
func languageOf(getenv func(string) string, catalog *locales.Catalog) string {
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := getenv(variable) // such as id_ID.UTF-8
		if value == "" {
			continue
		}
		for _, language := range catalog.Languages() {
			if strings.HasPrefix(value, language) {
				return language
			}
		}
		break
	}
	return catalog.Others()
}
