package simulator

import (
	"encoding/json"
	"time"
)

// User is a person, or the bot, as Telegram describes them. ID and FirstName are always set.
type User struct {
	ID           int64
	FirstName    string
	LastName     string
	Username     string
	LanguageCode string // IETF tag of the person's app, such as "id"; empty: unknown
	isBot        bool
}

type wireUser struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

func (u User) wire() wireUser {
	return wireUser{u.ID, u.isBot, u.FirstName, u.LastName, u.Username, u.LanguageCode}
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
}

type wireKeyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

type wireFile struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size,omitempty"`
}

type wirePhotoSize struct {
	wireFile
	Width  int `json:"width"`
	Height int `json:"height"`
}

type wireDocument struct {
	wireFile
	Name string `json:"file_name,omitempty"`
	MIME string `json:"mime_type,omitempty"`
}

type wireSticker struct {
	wireFile
	Type       string `json:"type"`
	Width      int    `json:"width"`
	Height     int    `json:"height"`
	IsAnimated bool   `json:"is_animated"`
	IsVideo    bool   `json:"is_video"`
	Emoji      string `json:"emoji,omitempty"`
}

type wireVoice struct {
	wireFile
	Duration int    `json:"duration"`
	MIME     string `json:"mime_type,omitempty"`
}

type wireOrigin struct {
	Type string `json:"type"`
	Name string `json:"sender_user_name"`
	Date int64  `json:"date"`
}

// WireMessage is a message as the Bot API writes it, in JSON.
type WireMessage struct {
	ID              int             `json:"message_id"`
	From            *wireUser       `json:"from,omitempty"`
	Chat            wireChat        `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ForwardOrigin   *wireOrigin     `json:"forward_origin,omitempty"`
	ReplyTo         *WireMessage    `json:"reply_to_message,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	Photo           []wirePhotoSize `json:"photo,omitempty"`
	Document        *wireDocument   `json:"document,omitempty"`
	Sticker         *wireSticker    `json:"sticker,omitempty"`
	Voice           *wireVoice      `json:"voice,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Keyboard        *wireKeyboard   `json:"reply_markup,omitempty"`
}

// wireInaccessible stands for a message that was deleted; Telegram gives it the date 0.
type wireInaccessible struct {
	Chat wireChat `json:"chat"`
	ID   int      `json:"message_id"`
	Date int64    `json:"date"`
}

type wireCallback struct {
	ID           string   `json:"id"`
	From         wireUser `json:"from"`
	Message      any      `json:"message"` // *WireMessage or wireInaccessible
	ChatInstance string   `json:"chat_instance"`
	Data         string   `json:"data"`
}

type wireMember struct {
	Status    string   `json:"status"`
	User      wireUser `json:"user"`
	UntilDate *int64   `json:"until_date,omitempty"`
}

type wireMemberChange struct {
	Chat wireChat   `json:"chat"`
	From wireUser   `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}

// wireButton is [Button] with Telegram's nesting.
type wireButton struct {
	Text         string        `json:"text"`
	Style        string        `json:"style,omitempty"`
	URL          string        `json:"url,omitempty"`
	CallbackData string        `json:"callback_data,omitempty"`
	CopyText     *wireCopyText `json:"copy_text,omitempty"`
}

type wireCopyText struct {
	Text string `json:"text"`
}

// MarshalJSON writes the button as Telegram does.
func (b Button) MarshalJSON() ([]byte, error) {
	w := wireButton{Text: b.Text, Style: b.Style, URL: b.URL, CallbackData: b.Data}
	if b.CopyText != "" {
		w.CopyText = &wireCopyText{Text: b.CopyText}
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads the button as a bot sends it.
func (b *Button) UnmarshalJSON(data []byte) error {
	var w wireButton
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*b = Button{Text: w.Text, Style: w.Style, URL: w.URL, Data: w.CallbackData}
	if w.CopyText != nil {
		b.CopyText = w.CopyText.Text
		if b.CopyText == "" {
			return badRequest("BUTTON_COPY_TEXT_INVALID")
		}
	}
	return nil
}

// getChat tells of a person who has written to the bot, or of a group.
func (s *Server) getChat(c *call) (any, error) {
	chat, err := s.addressee(c.chatID, c.params["chat_id"])
	if err != nil {
		return nil, err
	}
	return chat.wire(), nil
}

func (c *chat) wire() wireChat {
	if c.title != "" {
		return wireChat{ID: c.id, Type: c.kind, Title: c.title}
	}
	return wireChat{ID: c.id, Type: c.kind, Username: c.user.Username, FirstName: c.user.FirstName, LastName: c.user.LastName}
}

// botUser is the bot under its name for all languages.
func (s *Server) botUser() wireUser {
	u := s.bot.wire()
	if name := s.profile.text(nameText, ""); name != "" {
		u.FirstName = name
	}
	return u
}

// wireMessage returns a message of the chat as the Bot API writes it, with the message it replies
// to, one level deep. The caller holds the chat's lock.
func (s *Server) wireMessage(c *chat, m *Message) *WireMessage {
	w := s.wireContent(c, m)
	if replied := c.find(m.ReplyTo); replied != nil {
		w.ReplyTo = s.wireContent(c, replied)
	}
	return w
}

func (s *Server) wireContent(c *chat, m *Message) *WireMessage {
	from := c.user.wire()
	if m.FromBot {
		from = s.botUser()
	}
	w := &WireMessage{ID: m.ID, From: &from, Chat: c.wire(), Date: m.Date.Unix(), Text: m.Text, Caption: m.Caption}
	if m.Caption == "" {
		w.Entities = m.Entities
	} else {
		w.CaptionEntities = m.Entities
	}
	if !m.EditDate.IsZero() {
		w.EditDate = m.EditDate.Unix()
	}
	if m.ForwardedFrom != "" {
		w.ForwardOrigin = &wireOrigin{Type: "hidden_user", Name: m.ForwardedFrom, Date: m.Date.Unix()}
	}
	if m.Keyboard != nil {
		w.Keyboard = &wireKeyboard{Rows: m.Keyboard}
	}
	w.addFile(m)
	return w
}

func (w *WireMessage) addFile(m *Message) {
	switch f := m.File; {
	case f == nil:
	case f.Kind == Photo:
		w.Photo = []wirePhotoSize{{f.wire(), f.Width, f.Height}}
	case f.Kind == Document:
		w.Document = &wireDocument{f.wire(), f.Name, f.MIME}
	case f.Kind == Sticker:
		w.Sticker = &wireSticker{wireFile: f.wire(), Type: "regular", Width: f.Width, Height: f.Height, Emoji: m.Sticker}
	case f.Kind == Voice:
		w.Voice = &wireVoice{wireFile: f.wire(), Duration: int(m.Voice / time.Second), MIME: f.MIME}
	}
}

func (f *File) wire() wireFile {
	return wireFile{FileID: f.ID, UniqueID: f.UniqueID, Size: len(f.Data)}
}
