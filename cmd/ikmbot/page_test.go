package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// deeds are what the owner does in a transcript up to the end of the interview: labels in brackets,
// and what is typed.
func deeds(t *testing.T, story, last string) (deeds []string) {
	t.Helper()
	transcript, err := os.ReadFile(filepath.Join("testdata", story+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(transcript)) {
		if does, ok := strings.CutPrefix(strings.TrimSpace(line), "> "); ok {
			deeds = append(deeds, does)
			if strings.Contains(does, last) {
				return deeds
			}
		}
	}
	t.Fatalf("%s does not come to %s", story, last)
	return nil
}

// does does on a phone what stands in a transcript.
func (w *window) does(phone int, does string) {
	w.t.Helper()
	if label, isButton := strings.CutPrefix(does, "["); isButton {
		w.press(phone, strings.TrimSuffix(label, "]"))
		return
	}
	w.types(phone, does)
}

// TestPage_TakesAWholeInterview clicks through a transcript, loads the page again in the middle, and
// looks at the result in two windows at once.
func TestPage_TakesAWholeInterview(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ language, last, start, result string }{
		{"id", "lihat hasil", "Mulai", "Langkah minggu ini"},
		{"en", "show result", "Start", "Your step this week"},
	} {
		t.Run(c.language, func(t *testing.T) {
			t.Parallel()
			address := demoAt(t, c.language)
			w := openWindow(t, address, 1280, 800)
			w.click(0, ".start", c.start)
			for i, does := range deeds(t, "ceramic_exporter."+c.language, c.last) {
				if i == 20 {
					w.do(chromedp.Reload())
				}
				if i == 21 && c.language == "id" {
					savePicture(t, w, "conversation.png")
				}
				w.does(0, does)
			}
			w.shows(0, c.result)
			second := openWindow(t, address, 360, 640)
			second.shows(0, c.result)
			second.types(0, "/help")
			w.shows(0, "/help")
			w.click(0, ".picture", "")
			w.wait(`document.querySelector("chat-phone dialog[open] img").naturalWidth > 500`)
			w.do(chromedp.KeyEvent("\u001b"))
			w.wait(`!document.querySelector("dialog[open]")`)
			if c.language == "id" {
				w.run(`document.querySelector("chat-phone .picture").scrollIntoView()`)
				savePicture(t, w, "result.png")
			}
		})
	}
}

// savePicture keeps what a window shows for the README, where the test is asked to.
func savePicture(t *testing.T, w *window, name string) {
	t.Helper()
	if !*update {
		return
	}
	w.do(chromedp.EmulateViewport(400, 720))
	w.wait(`document.querySelector("chat-phone").clientWidth === 400`)
	png, err := chromedp.Run(w.ctx, chromedp.Screenshot(chromedp.CSS("chat-phone")))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, ".github", name), png, 0o644); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.EmulateViewport(1280, 800))
}

// TestPage_CopiesAReplyAndRemindsADayLater goes through the complaint desk, copies the reply, keeps
// the complaint, and moves the time on.
func TestPage_CopiesAReplyAndRemindsADayLater(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 1280, 800)
	w.click(0, ".start", "")
	w.shows(0, "Selamat datang")
	w.types(0, "/keluhan")
	for _, label := range []string{"Rusak di jalan", "WhatsApp", "Lewati", "Lewati"} {
		w.press(0, label)
	}
	w.shows(0, "jawaban siap kirim")
	w.do(chromedp.Evaluate[chromedp.Void]("window.focus()"))
	w.click(0, ".copies", "Salin jawaban")
	w.wait(`document.querySelector("chat-phone .toast.shown")?.textContent === "Sudah disalin"`)
	w.press(0, "Simpan keluhan")
	w.click(0, ".row button", "Setuju")
	w.shows(0, "Keluhan tersimpan")
	day := w.value(`document.querySelector(".today").textContent`)
	w.bar("Sehari kemudian")
	w.shows(0, "⏰ Keluhan soal")
	if now := w.value(`document.querySelector(".today").textContent`); now == day {
		t.Errorf("the bar still says %q", now)
	}
}

// TestPage_ShowsAnOfficersWork loads the sample businesses, reads the recap and sends a broadcast
// that arrives on an owner's phone, who joined.
func TestPage_ShowsAnOfficersWork(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 1280, 800)
	w.bar("Tambah pemilik")
	w.click(2, ".start", "")
	w.press(2, "Mulai")
	w.press(2, "Setuju, boleh dihubungi")
	w.bar("Isi usaha contoh")
	w.wait(`document.querySelector("stage-bar .status").textContent.includes("sudah menjawab")`)
	w.bar("Sehari kemudian") // who was busy is not written to at once
	w.click(1, ".start", "")
	w.shows(1, "Selamat datang")
	w.types(1, "/rek")
	w.shows(1, "/rek")
	w.click(1, ".list", "")
	w.click(1, ".item", "/rekap")
	w.shows(1, "Sel matriks IE")
	w.types(1, "/siaran")
	w.shows(1, "Tulis isi siaran")
	w.types(1, "**Besok** ada pelatihan foto.")
	w.shows(1, "Draf siaran")
	w.press(1, "Kirim…")
	w.press(1, "Ya, kirim")
	w.shows(2, "Besok ada pelatihan foto.")
	w.wait(on(2, "article b", "Besok"))
}

// TestPage_ActsLikeAPhone replies to a message, chooses another language, and gives commands while
// they are typed.
func TestPage_ActsLikeAPhone(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 1280, 800)
	w.click(0, ".start", "")
	w.click(0, ".answer", "Selamat datang")
	w.shows(0, "Selamat datang")
	w.types(0, "Halo")
	w.wait(on(0, "article.out .quote", "Selamat datang"))
	w.run(`{ const input = ` + on(0, "textarea", "") + `; input.value = "tebal"; input.select(); input.dispatchEvent(new KeyboardEvent("keydown", {key: "b", ctrlKey: true})); }`)
	w.click(0, ".send", "")
	w.wait(on(0, "article.out b", "tebal"))
	w.wait(on(0, "textarea", "") + `.value === ""`)
	w.do(chromedp.KeyEvent("/bah"))
	w.wait(on(0, ".item", "/bahasa") + ` && !` + on(0, ".item", "/hasil"))
	w.run(`{ const choice = document.querySelector("chat-phone select"); choice.value = "en"; choice.dispatchEvent(new Event("change")); }`)
	w.wait(on(0, "textarea", "") + `?.placeholder === "Type here"`)
	w.shows(0, "Halo")
	if lang := w.value("document.documentElement.lang"); lang != "en" {
		t.Errorf("the page says it is in %q", lang)
	}
}

// TestPage_FitsEverybody looks at small and enlarged screens, light and dark: nothing is cut off,
// and everything that can be used has a name.
func TestPage_FitsEverybody(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 1280, 800)
	w.click(0, ".start", "")
	w.press(0, "Mulai")
	for _, size := range []struct{ width, height int64 }{{1280, 800}, {640, 400}, {360, 640}} {
		for _, scheme := range []string{"light", "dark"} {
			w.scheme(scheme)
			w.do(chromedp.EmulateViewport(size.width, size.height))
			w.wait(`matchMedia("(prefers-color-scheme: ` + scheme + `)").matches`)
			for what, wrong := range map[string]string{
				"is wider than the window":                    `document.documentElement.scrollWidth > innerWidth`,
				"leaves no room for the chat":                 `document.querySelector("chat-phone .log").clientHeight < 100`,
				"shows a phone that is wider than the window": `[...document.querySelectorAll("chat-phone")].some((phone) => phone.clientWidth > innerWidth)`,
				"has something without a name": `[...document.querySelectorAll("button, textarea, select, progress, [role=log]")]
					.some((node) => node.checkVisibility() && !(node.textContent.trim() || node.ariaLabel) || node.matches("select, textarea") && !node.ariaLabel)`,
			} {
				if w.value(wrong) != "false" {
					t.Errorf("at %d × %d, %s, the page %s", size.width, size.height, scheme, what)
				}
			}
		}
	}
}

// TestPage_IsClosedToOtherPages tries what a page of somebody else can do in the same browser.
func TestPage_IsClosedToOtherPages(t *testing.T) {
	t.Parallel()
	address := demoAt(t, "id")
	own, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, address, 1280, 800)
	w.click(0, ".start", "")
	w.shows(0, "Selamat datang")

	tried := make(chan struct{})
	stranger := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/tried" {
			close(tried)
			return
		}
		answer.Header().Set("Content-Type", "text/html")
		answer.Write([]byte(`<script>
			const send = (key) => fetch("http://` + own.Host + `/send?user=1001&key=" + key, {method: "POST", mode: "no-cors", body: '{"text":"burglar"}'});
			Promise.allSettled([send(""), send("guessed")]).then(() => fetch("/tried"));
		</script>`))
	}))
	t.Cleanup(stranger.Close)
	tab := openTab(t)
	tab.do(chromedp.Navigate(stranger.URL))
	select {
	case <-tried:
	case <-time.After(patience):
		t.Fatal("the stranger's page did not try")
	}
	w.types(0, "owner")
	w.shows(0, "owner")
	if shown := w.value(`document.body.innerText.includes("burglar")`); shown != "false" {
		t.Error("another page wrote on the phone")
	}
	// A name that leads to this computer is not enough either, key or no key.
	tab.do(chromedp.Navigate("http://elsewhere.test:" + own.Port() + "/?" + own.RawQuery))
	if text := tab.value("document.body.innerText"); !strings.Contains(text, "only be opened on the computer that it runs on") {
		t.Errorf("under another name it shows %q", text)
	}
}
