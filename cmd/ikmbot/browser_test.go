package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	browserdomain "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ikmbot/locales"
)

// patience is how long a test waits for something that must come.
const patience = 60 * time.Second

// browsers are the names under which systems have Chromium.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "chrome", "headless-shell"}

// chromium is the browser of all tests, begun by the first that needs one. TestMain ends it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	for _, name := range browsers {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true),
			chromedp.Flag("host-resolver-rules", "MAP elsewhere.test 127.0.0.1"))
		allocated, end := chromedp.NewExecAllocator(context.Background(), options...)
		browser, closeBrowser := chromedp.NewContext(allocated)
		endChromium = func() { closeBrowser(); end() }
		err = chromedp.Do(browser)
		for _, permission := range []string{"clipboard-write", "clipboard-read"} {
			grant := browserdomain.SetPermissionParams{
				Permission: &browserdomain.PermissionDescriptor{Name: permission}, Setting: browserdomain.PermissionSettingGranted,
			}
			_, refused := chromedp.CallBrowser(browser, browserdomain.SetPermission, grant)
			err = errors.Join(err, refused)
		}
		return browser, err
	}
	return nil, exec.ErrNotFound
})

var endChromium = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	endChromium()
	os.Exit(code)
}

// fewSamples are enough businesses for a recap.
const fewSamples = 12

// demoAt starts the demo in a language and gives the address of its page.
func demoAt(t *testing.T, language string) string {
	t.Helper()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	out, in := io.Pipe()
	p := &program{catalog: catalog, language: language, out: in, log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	p.settings.DB, p.settings.Listen = filepath.Join(t.TempDir(), "demo.db"), "127.0.0.1:0"
	shown := p.demo()
	shown.Crowd = fewSamples
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- shown.Page(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	var said strings.Builder
	for chunk := make([]byte, 4096); ; {
		n, err := out.Read(chunk)
		if err != nil {
			t.Fatal(err)
		}
		said.Write(chunk[:n])
		if _, behind, found := strings.Cut(said.String(), "http://"); found && strings.Contains(behind, "\n") {
			go io.Copy(io.Discard, out)
			address, _, _ := strings.Cut(behind, "\n")
			return "http://" + address
		}
	}
}

// A window is a tab of the browser with the demo's page.
type window struct {
	t   *testing.T
	ctx context.Context
}

// openWindow opens an address. Whatever the page's scripts complain of fails the test.
func openWindow(t *testing.T, address string, width, height int64) *window {
	t.Helper()
	w := openTab(t)
	if err := chromedp.Listen(w.ctx, complaints(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(w.ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
	return w
}

// openTab opens an empty tab. Where there is no browser the test is skipped, in CI it fails.
func openTab(t *testing.T) *window {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("no browser: %v; install chromium", err)
		}
		t.Skipf("no browser: %v; install chromium to run this test", err)
	}
	ctx, closeTab := chromedp.NewContext(browser)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as the context it begins with
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	return &window{t, ctx}
}

// complaints fails the test for what the page's scripts complain of.
func complaints(t *testing.T) func(any) {
	return func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("in the browser: %+v", e.ExceptionDetails)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
				t.Errorf("on the browser's console: %s", e.Args[0].Value)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				t.Errorf("on the browser's console: %s %s", e.Entry.Text, e.Entry.URL)
			}
		}
	}
}

// do carries out actions in the window.
func (w *window) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, actions...); err != nil {
		w.t.Fatalf("%v; the page shows:\n%s", err, w.text())
	}
}

// run has the page run a statement.
func (w *window) run(statement string) {
	w.t.Helper()
	w.do(chromedp.Evaluate[chromedp.Void](statement))
}

// text is what the page shows, the end of it.
func (w *window) text() string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text[max(0, len(text)-1500):]
}

// wait waits until an expression is true on the page.
func (w *window) wait(expression string) {
	w.t.Helper()
	poll := chromedp.Poll[chromedp.Void]("!!("+expression+")", chromedp.WithPollingInterval(25*time.Millisecond), chromedp.WithPollingTimeout(0))
	if err := chromedp.Do(w.ctx, poll); err != nil {
		w.t.Fatalf("wait for %s: %v; the page shows:\n%s", expression, err, w.text())
	}
}

// value is what an expression is on the page.
func (w *window) value(expression string) string {
	w.t.Helper()
	value, err := chromedp.Run(w.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		w.t.Fatal(err)
	}
	return value
}

// on is the newest element on a phone, from 0, that a selector finds and that shows a text,
// as an expression.
func on(phone int, selector, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("chat-phone")[%d]?.querySelectorAll(%q) ?? []]
		.findLast((node) => node.checkVisibility() && !node.disabled && (node.textContent + node.ariaLabel).includes(%q))`, phone, selector, text)
}

// click waits for the newest such element of a phone and clicks on it.
func (w *window) click(phone int, selector, text string) {
	w.t.Helper()
	w.wait(on(phone, selector, text))
	w.run("(" + on(phone, selector, text) + ").click()")
}

// press clicks on the button of the newest keyboard with a label, a sign before it left out, and
// waits until the chat shows what follows.
func (w *window) press(phone int, label string) {
	w.t.Helper()
	chat := fmt.Sprintf(`document.querySelectorAll("chat-phone")[%d]?.log`, phone)
	button := fmt.Sprintf(`[...(%s?.querySelectorAll(".row button") ?? [])].findLast((node) => [node.textContent, node.textContent.split(" ").slice(1).join(" ")].includes(%q))`, chat, label)
	w.wait(button)
	w.run("window.former = " + chat + ".innerText; (" + button + ").click()")
	w.wait(chat + `.innerText !== window.former && !` + chat + `.querySelector("[aria-busy]")`)
}

// shows waits until a phone shows a text in its chat.
func (w *window) shows(phone int, text string) {
	w.t.Helper()
	w.wait(on(phone, "article", text))
}

// types types a text on a phone and sends it.
func (w *window) types(phone int, text string) {
	w.t.Helper()
	w.wait(on(phone, "textarea", ""))
	w.run("(" + on(phone, "textarea", "") + ").focus()")
	w.do(chromedp.KeyEvent(text))
	w.click(phone, ".send", "")
}

// bar waits for a button of the bar above the phones and clicks on it.
func (w *window) bar(text string) {
	w.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("stage-bar button")].find((node) => !node.disabled && node.textContent.includes(%q))`, text)
	w.wait(button)
	w.run("(" + button + ").click()")
}

// scheme has the page shown as "light" or "dark".
func (w *window) scheme(name string) {
	w.t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}}
	if _, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, media); err != nil {
		w.t.Fatal(err)
	}
}
