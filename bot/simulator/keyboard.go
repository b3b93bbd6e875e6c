package simulator

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"unicode/utf8"
)

// Button is one button of an inline keyboard. Exactly one of Data, URL and CopyText is set.
type Button struct {
	Text     string
	Data     string // callback data, sent back to the bot on a tap
	URL      string // opened on a tap
	CopyText string // put on the clipboard on a tap
	Style    string // "danger", "success", "primary" or empty
}

const (
	rowLimit      = 8
	keyboardLimit = 100
	dataLimit     = 64  // bytes
	copyTextLimit = 256 // characters
)

// keyboard reads reply_markup; nil: no keyboard. A keyboard without buttons counts as none.
func (c *call) keyboard() ([][]Button, error) {
	var markup struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	value := c.params["reply_markup"]
	if value == "" || value == "null" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(value), &markup); err != nil {
		if refused, ok := errors.AsType[refusal](err); ok {
			return nil, refused
		}
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	if markup.Rows == nil && value != "{}" {
		return nil, badRequest("the simulator shows inline keyboards only")
	}
	rows := slices.DeleteFunc(markup.Rows, func(row []Button) bool { return len(row) == 0 })
	if len(rows) == 0 {
		return nil, nil
	}
	return rows, checkKeyboard(rows)
}

// forcesReply reports whether reply_markup opens the field for a reply. An edit can't change that.
func (c *call) forcesReply() (bool, error) {
	var markup struct {
		Forces bool `json:"force_reply"`
	}
	_, err := c.object("reply_markup", &markup)
	return markup.Forces, err
}

func checkKeyboard(rows [][]Button) error {
	total := 0
	for _, row := range rows {
		total += len(row)
		if len(row) > rowLimit || total > keyboardLimit {
			return badRequest("REPLY_MARKUP_TOO_LONG")
		}
		for _, b := range row {
			if err := b.check(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b Button) check() error {
	switch actions := b.actions(); {
	case !utf8.ValidString(b.Text):
		return badRequest("inline keyboard button text must be encoded in UTF-8")
	case b.Text == "":
		return badRequest("inline keyboard button text must be non-empty")
	case actions == 0:
		return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return badRequest("BUTTON_TYPE_INVALID")
	case len(b.Data) > dataLimit:
		return badRequest("BUTTON_DATA_INVALID")
	case utf8.RuneCountInString(b.CopyText) > copyTextLimit:
		return badRequest("BUTTON_COPY_TEXT_INVALID")
	case b.URL != "" && !webAddress(b.URL):
		return badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	case !slices.Contains([]string{"", "danger", "success", "primary"}, b.Style):
		return badRequest("BUTTON_STYLE_INVALID")
	}
	return nil
}

func (b Button) actions() int {
	n := 0
	for _, action := range []string{b.Data, b.URL, b.CopyText} {
		if action != "" {
			n++
		}
	}
	return n
}

// webAddress reports whether a message may link to an address.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "tg") && u.Host != ""
}

func sameKeyboard(a, b [][]Button) bool {
	return slices.EqualFunc(a, b, func(x, y []Button) bool { return slices.Equal(x, y) })
}
