package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// UploadLimit is the size of the largest file that can be sent, in bytes.
const UploadLimit = 50 << 20

const bodyLimit = UploadLimit + 1<<20

// call is one request of the bot.
type call struct {
	method string // as in the table of methods
	at     time.Time
	params map[string]string
	files  map[string]upload
	chatID int64           // from chat_id or the callback query; 0: none
	gone   <-chan struct{} // closed when the bot stops waiting for the answer
}

// upload is a file inside a call.
type upload struct {
	name string
	data []byte
}

// readCall reads a call's parameters from a multipart form, a JSON object, a URL-encoded form or
// the query, whichever the request has. The call is never nil.
func readCall(w http.ResponseWriter, r *http.Request, name string) (*call, error) {
	c := &call{method: methodNamed(name), params: map[string]string{}, gone: r.Context().Done()}
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	kind, options, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "multipart/form-data":
		err = c.readForm(r.Body, options["boundary"])
	case "application/json":
		err = c.readJSON(r.Body)
	default:
		err = c.readURLEncoded(r)
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return c, refusal{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
	case err != nil:
		return c, badRequest("can't read the request: %v", err)
	}
	c.findChat()
	return c, nil
}

func (c *call) readForm(body io.Reader, boundary string) error {
	form := multipart.NewReader(body, boundary)
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			c.params[part.FormName()] = string(data)
			continue
		}
		if c.files == nil {
			c.files = map[string]upload{}
		}
		c.files[part.FormName()] = upload{name: part.FileName(), data: data}
	}
}

func (c *call) readJSON(body io.Reader) error {
	var object map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&object); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for name, raw := range object {
		value := string(raw)
		switch {
		case value == "null":
			continue
		case raw[0] == '"':
			if err := json.Unmarshal(raw, &value); err != nil {
				return err
			}
		}
		c.params[name] = value
	}
	return nil
}

func (c *call) readURLEncoded(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	for name := range r.Form {
		c.params[name] = r.Form.Get(name)
	}
	return nil
}

// findChat sets the chat that the call is about. It leaves it to the method to refuse a bad id.
func (c *call) findChat() {
	if id := c.params["callback_query_id"]; id != "" {
		c.chatID, _, _ = parseCallbackID(id)
		return
	}
	c.chatID, _ = strconv.ParseInt(c.params["chat_id"], 10, 64)
}

// number reads a whole number; a missing one is 0.
func (c *call) number(name string) (int64, error) {
	value := c.params[name]
	if value == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, badRequest("invalid %s specified", name)
	}
	return n, nil
}

// flag reads a boolean; a missing one is false.
func (c *call) flag(name string) bool {
	return strings.EqualFold(c.params[name], "true") || c.params[name] == "1"
}

// object decodes a JSON parameter and reports whether it was given.
func (c *call) object(name string, into any) (bool, error) {
	value := c.params[name]
	if value == "" || value == "null" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(value), into); err != nil {
		return false, badRequest("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	return true, nil
}

// messageID reads message_id, which must be given.
func (c *call) messageID() (int, error) {
	id, err := c.number("message_id")
	if err == nil && id == 0 {
		err = badRequest("message identifier is not specified")
	}
	return int(id), err
}

// callbackID makes the id of a callback query from the chat and a number unique in the server.
func callbackID(chatID, number int64) string { return fmt.Sprintf("%d-%d", chatID, number) }

// parseCallbackID splits the id of a callback query; ok is false if this server can't have made it.
func parseCallbackID(id string) (chatID, number int64, ok bool) {
	chat, rest, found := strings.Cut(id, "-")
	chatID, errChat := strconv.ParseInt(chat, 10, 64)
	number, errNumber := strconv.ParseInt(rest, 10, 64)
	return chatID, number, found && errChat == nil && errNumber == nil
}
