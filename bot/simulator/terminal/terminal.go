// Package terminal shows a phone of a simulator in a terminal.
package terminal

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"ikmbot/bot/simulator"
)

// Terminal shows one phone in a terminal. A line that is typed is sent as a message, but a number
// taps that button of the newest message with a keyboard, if there is one. A line that begins with
// a space is always sent as a message.
type Terminal struct {
	Phone *simulator.Phone
	In    io.Reader
	Out   io.Writer
	// Quit is the line that ends the chat; the end of In does so too.
	Quit string
	// Settled returns when the bot has handled everything done on the phone so far and has
	// delivered its answers. Only then the terminal shows the changes and reads the next line.
	Settled func(context.Context) error
	Labels  Labels
}

// Labels are the words that the terminal adds to those of the bot.
type Labels struct {
	Prompt   string // before every line that is read; empty for scripts
	Photo    string // name of a picture
	Document string // name of a document
	Toast    string // before the bot's short answer to a tap
	Copied   string // before the text that a button copies
	Link     string // before the address that a button opens
}

// Run shows the chat and keeps it up to date until In ends, Quit is read or ctx ends. It fails when
// Settled, In or Out fails. A read of In that is under way when ctx ends is abandoned.
func (t Terminal) Run(ctx context.Context) error {
	changed, cancel := t.Phone.Subscribe()
	defer cancel()
	lines := t.read(ctx)
	s := &screen{Terminal: t, shown: map[int]simulator.Message{}}
	if err := s.waitAndShow(ctx); err != nil {
		return err
	}
	for {
		if err := s.write(t.Labels.Prompt); err != nil {
			return err
		}
		done, err := s.next(ctx, lines, changed)
		if done || err != nil {
			return err
		}
	}
}

// line is a line that was read, or why reading ended.
type line struct {
	text string
	err  error
}

// read reads lines until ctx ends.
func (t Terminal) read(ctx context.Context) <-chan line {
	lines := make(chan line)
	go func() {
		in := bufio.NewReader(t.In)
		for {
			text, err := in.ReadString('\n')
			if text != "" && errors.Is(err, io.EOF) {
				err = nil // a last line without a newline; the next read reports the end
			}
			select {
			case lines <- line{strings.TrimRight(text, "\r\n"), err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// screen is what the terminal shows.
type screen struct {
	Terminal
	shown    map[int]simulator.Message // as last shown
	revision int64                     // of the chat, up to which everything is shown
}

// next waits for a line and acts on it, showing messages that come meanwhile; done ends the chat.
func (s *screen) next(ctx context.Context, lines <-chan line, changed <-chan struct{}) (done bool, err error) {
	for {
		select {
		case l := <-lines:
			switch {
			case errors.Is(l.err, io.EOF):
				return true, nil
			case l.err != nil:
				return true, fmt.Errorf("read from the terminal: %w", l.err)
			case s.Quit != "" && strings.EqualFold(strings.TrimSpace(l.text), s.Quit):
				return true, nil
			}
			if err := s.act(l.text); err != nil {
				return true, err
			}
			return false, s.waitAndShow(ctx)
		case <-changed:
			if shown, err := s.show(); shown || err != nil {
				return false, err // so that the prompt is written again, below the new messages
			}
		case <-ctx.Done():
			return true, nil
		}
	}
}

// act does on the phone what a line asks for.
func (s *screen) act(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.Phone.Send(text)
		return nil
	}
	message, buttons := s.buttons()
	if n < 1 || n > len(buttons) {
		s.Phone.Send(text)
		return nil
	}
	switch b := buttons[n-1]; {
	case b.CopyText != "":
		return s.write(s.Labels.Copied + b.CopyText + "\n\n")
	case b.URL != "":
		return s.write(s.Labels.Link + b.URL + "\n\n")
	default:
		s.Phone.TapForged(message, b.Data) // the keyboard may have changed since it was shown
		return nil
	}
}

// buttons returns the buttons of the newest message that was shown with a keyboard.
func (s *screen) buttons() (messageID int, buttons []simulator.Button) {
	for id, m := range s.shown {
		if m.Keyboard != nil && id > messageID {
			messageID, buttons = id, slices.Concat(m.Keyboard...)
		}
	}
	return messageID, buttons
}

// waitAndShow waits until the bot has answered, then shows what has changed.
func (s *screen) waitAndShow(ctx context.Context) error {
	if err := s.Settled(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("wait for the bot: %w", err)
	}
	_, err := s.show()
	return err
}

// show writes new and changed messages, oldest change first, and reports whether there were any.
func (s *screen) show() (shown bool, err error) {
	state := s.Phone.Since(s.revision)
	s.revision = state.Revision
	slices.SortStableFunc(state.Messages, func(a, b simulator.Message) int { return cmp.Compare(a.Written, b.Written) })
	var out strings.Builder
	for _, m := range state.Messages {
		if m.FromBot && s.news(m) {
			s.describe(&out, m)
		}
		s.shown[m.ID] = m
	}
	for _, id := range state.Removed {
		delete(s.shown, id)
	}
	if state.Toast != nil && state.Toast.Text != "" {
		out.WriteString(s.Labels.Toast + state.Toast.Text + "\n\n")
	}
	return out.Len() > 0, s.write(out.String())
}

// news reports whether a message shows something new; a keyboard that is gone is not news.
func (s *screen) news(m simulator.Message) bool {
	before, known := s.shown[m.ID]
	if known && m.Keyboard == nil {
		before.Keyboard = nil
	}
	return !known || !m.SameAs(before)
}

// describe writes a message: its file, its text and its numbered buttons, each row on a line.
func (s *screen) describe(out *strings.Builder, m simulator.Message) {
	if f := m.File; f != nil {
		name := s.Labels.Document
		if f.Kind == simulator.Photo {
			name = s.Labels.Photo
		}
		fmt.Fprintf(out, "[%s: %s, %d KB]\n", name, f.Name, (len(f.Data)+1023)/1024)
	}
	if text := plain(m); text != "" {
		out.WriteString(text + "\n")
	}
	n := 0
	for _, row := range m.Keyboard {
		for i, b := range row {
			if i > 0 {
				out.WriteString("   ")
			}
			n++
			fmt.Fprintf(out, "[%d] %s", n, b.Text)
		}
		out.WriteString("\n")
	}
	out.WriteString("\n")
}

// plain returns a message's text or caption, each link followed by its address.
func plain(m simulator.Message) string {
	units := utf16.Encode([]rune(m.Text + m.Caption))
	for _, e := range slices.Backward(m.Entities) {
		end := e.Offset + e.Length
		if e.Type == "text_link" && string(utf16.Decode(units[e.Offset:end])) != e.URL {
			units = slices.Insert(units, end, utf16.Encode([]rune(" ("+e.URL+")"))...)
		}
	}
	return string(utf16.Decode(units))
}

func (s *screen) write(text string) error {
	if text == "" {
		return nil
	}
	if _, err := io.WriteString(s.Out, text); err != nil {
		return fmt.Errorf("write to the terminal: %w", err)
	}
	return nil
}
