package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ikmbot/scoring/store"
)

// TestPage_ScrollsToWhatOneSends sends from far up in the chat.
func TestPage_ScrollsToWhatOneSends(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 360, 500)
	w.click(0, ".start", "")
	w.shows(0, "Selamat datang")
	w.types(0, "/bantuan")
	w.shows(0, "/bantuan")
	log := `document.querySelector("chat-phone .log")`
	w.wait(log + `.scrollHeight > 2 * ` + log + `.clientHeight`)
	w.run(log + `.scrollTop = 0`)
	w.types(0, "halo dari atas")
	w.shows(0, "halo dari atas")
	w.wait(`document.querySelector("chat-phone").isLow()`)
}

// TestPage_SendsAPhotoWithACaption chooses a photo, thinks better of it, and sends another one with a text.
func TestPage_SendsAPhotoWithACaption(t *testing.T) {
	t.Parallel()
	w := openWindow(t, demoAt(t, "id"), 360, 740)
	w.click(0, ".start", "")
	w.shows(0, "Selamat datang")
	w.wait(on(0, "textarea", ""))
	choose := func(name string) {
		w.run(`(async () => {
			const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
			const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
			const chosen = new DataTransfer();
			chosen.items.add(new File([blob], "` + name + `", { type: "image/png" }));
			const input = document.querySelector("chat-phone input[type=file]");
			input.files = chosen.files;
			input.dispatchEvent(new Event("change"));
		})()`)
		w.wait(on(0, ".answered", name))
	}
	choose("salah.png")
	w.click(0, ".cancel", "Batal mengirim")
	w.wait(`document.querySelector("chat-phone .answered").hidden`)
	choose("batik.png")
	w.types(0, "Ini batik saya")
	w.wait(on(0, "article.out:has(.picture)", "Ini batik saya"))
	if n := w.value(`document.querySelectorAll("chat-phone article.out .picture").length`); n != "1" {
		t.Errorf("%s pictures were sent, want 1", n)
	}
}

// TestPage_DaysAreThoseOfTheRegion opens the page in browsers on either side of the date line.
func TestPage_DaysAreThoseOfTheRegion(t *testing.T) {
	t.Parallel()
	address := demoAt(t, "id")
	for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		w := openWindow(t, "about:blank", 1280, 800)
		if _, err := chromedp.Call(w.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone}); err != nil {
			t.Fatal(err)
		}
		w.do(chromedp.Navigate(address))
		w.wait(`document.querySelector(".today")?.textContent.includes(", ")`)
		before := time.Now().In(store.WIB).Day()
		shown := w.value(`document.querySelector(".today").textContent`)
		after := time.Now().In(store.WIB).Day()
		if !strings.Contains(shown, fmt.Sprintf(", %d ", before)) && !strings.Contains(shown, fmt.Sprintf(", %d ", after)) {
			t.Errorf("in %s the page shows %q, and it is day %d in Jambi", zone, shown, after)
		}
	}
}

// TestPage_BarFitsASmallScreen looks whether every button can be seen whole at 360 pixels.
func TestPage_BarFitsASmallScreen(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"id", "en"} {
		w := openWindow(t, demoAt(t, language), 360, 740)
		w.click(0, ".start", "")
		w.wait(on(0, "textarea", ""))
		for what, wrong := range map[string]string{
			"has a button that is cut": `[...document.querySelectorAll("stage-bar .deed, stage-bar .tab")].some((b) =>
				b.scrollWidth > b.clientWidth || b.getBoundingClientRect().right > innerWidth)`,
			"leaves less than two thirds of the screen to the chat": `document.querySelector("chat-phone .log").clientHeight < innerHeight * 2 / 3 - 60`,
		} {
			if w.value(wrong) != "false" {
				t.Errorf("in %s the page %s: the bar is %s pixels high, the chat %s", language, what,
					w.value(`document.querySelector("stage-bar").offsetHeight`), w.value(`document.querySelector("chat-phone .log").clientHeight`))
			}
		}
	}
}

// TestPage_AfterARestart ends the demo and starts it again on the same file: the old page says what to
// do, and whoever joins is somebody new.
func TestPage_AfterARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "demo.db")
	address, end := demoIn(t, file, "id")
	w := openTab(t) // whose console tells that the demo is gone
	w.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address))
	w.bar("Tambah pemilik")
	w.click(2, ".start", "")
	w.shows(2, "Selamat datang")
	end()
	w.wait(`document.querySelector("stage-bar .status").textContent.includes("buka alamat baru")`)
	again, _ := demoIn(t, file, "id")
	w.do(chromedp.Navigate(again))
	w.bar("Tambah pemilik")
	w.wait(`document.querySelectorAll("chat-phone").length === 3`)
	if user := w.value(`document.querySelectorAll("chat-phone")[2].told.user`); user != "1004" {
		t.Errorf("owner %s joins, want 1004", user)
	}
	if status := w.value(`document.querySelector("stage-bar .status").textContent`); status != "" {
		t.Errorf("the new page says %q", status)
	}
}
