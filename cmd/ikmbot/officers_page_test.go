package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPage_ShowsTheOfficersGuide goes the way of the officers' guide on the phones of the demo: a
// recap, a question from an owner and its answer, a broadcast and its report. With -update it takes
// the guide's pictures.
func TestPage_ShowsTheOfficersGuide(t *testing.T) {
	t.Parallel()
	const owner, officer = 0, 1
	w := openWindow(t, demoAt(t, "id"), 1280, 800)
	w.click(owner, ".start", "")
	w.press(owner, "Mulai")
	w.press(owner, "Setuju, boleh dihubungi")
	w.types(owner, "Batik Contoh")
	w.press(owner, "Tebo")
	w.bar("Isi usaha contoh")
	w.wait(`document.querySelector("stage-bar .status").textContent.includes("sudah menjawab")`)
	w.bar("Sehari kemudian") // who was busy is not written to at once
	w.click(officer, ".start", "")
	w.shows(officer, "Selamat datang")

	w.types(officer, "/rekap")
	w.shows(officer, "Posisi kelompok")
	savePhone(t, w, officer, "officer-recap.png", "Posisi kelompok")

	w.types(owner, "/tanya")
	w.shows(owner, "Tanya penyuluh")
	w.types(owner, "Kain saya difoto malam selalu gelap. Sebaiknya bagaimana?")
	w.shows(officer, "Pertanyaan dari Batik Contoh")
	w.press(officer, "Saya tangani")
	w.shows(officer, "Anda yang menangani")
	savePhone(t, w, officer, "officer-question.png", "Pertanyaan dari Batik Contoh")
	w.press(officer, "Jawab")
	w.shows(officer, "Tulis jawaban Anda")
	w.types(officer, "Coba foto dekat jendela, pagi hari, tanpa lampu kilat.")
	w.shows(officer, "Jawaban Anda sudah dikirim")
	w.shows(owner, "Coba foto dekat jendela")
	w.bar("Sehari kemudian")

	w.types(officer, "/siaran")
	w.shows(officer, "Tulis isi siaran")
	w.types(officer, "Halo {nama}, **Sabtu** ada pelatihan foto di kantor. Ikut?")
	w.shows(officer, "Draf siaran")
	savePhone(t, w, officer, "officer-draft.png", "Draf siaran")
	w.press(officer, "Kirim…")
	w.press(officer, "Ya, kirim")
	w.shows(owner, "Sabtu ada pelatihan foto")
	w.shows(officer, "✅ Selesai")
	savePhone(t, w, officer, "officer-sent.png", "✅ Selesai")
}

// savePhone keeps for the papers what a phone shows, from the newest message with a text on, where
// the test is asked to.
func savePhone(t *testing.T, w *window, phone int, name, from string) {
	t.Helper()
	if !*update {
		return
	}
	w.do(chromedp.EmulateViewport(800, 800)) // two phones of 400 beside each other
	w.wait(`document.querySelector("chat-phone").clientWidth <= 400`)
	w.run("document.activeElement?.blur()")
	w.run("(" + on(phone, "article", from) + `).scrollIntoView({block: "start"})`)
	w.run(fmt.Sprintf(`document.querySelectorAll("chat-phone")[%d].id = "pictured"`, phone))
	png, err := chromedp.Run(w.ctx, chromedp.Screenshot(chromedp.CSS("#pictured")))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, ".github", name), png, 0o644); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.EmulateViewport(1280, 800))
}
