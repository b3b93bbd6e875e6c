package complaint

import (
	"slices"
	"strings"

	"ikmbot/dialog/say"
)

// titles are how people are addressed, as the first word of a name.
var titles = strings.Fields(`
	bu ibu ibuk buk bunda bundo umi mamak mak emak mama tante bude bulik nenek oma mbah eyang nyai nyonya ny
	pak bapak bpk ayah papa om paman pakde paklik kakek opa datuk datok tuan haji hj h hajjah ustad ustadz ustadzah
	kak kakak ka abang bang bg mas mbak mba adik adek dik dek kang teh neng cak ning uda uni ajo wak cik cek yuk ayuk
	koh ko ci cici gus sis bro dr drg prof ir mr mrs ms miss sir madam dear opung ompung amang inang raden tengku`)

// offices are words in the name of one that is no single person.
var offices = strings.Fields(`
	dinas kantor pt cv ud toko kios hotel koperasi kopma sekolah sd smp sma smk tk paud universitas kampus bank yayasan
	panitia balai badan kecamatan kelurahan desa puskesmas klinik rumahsakit rs rsud perusahaan restoran kafe cafe butik
	galeri dekranasda pkk bumdes museum kementerian pemda pemkab pemkot pemprov komunitas majelis masjid gereja
	office company ltd inc shop store school university gallery restaurant museum ministry department committee`)

// greeting greets the buyer by the name as it was typed: a title in it is not doubled, and an
// office is no "sister".
func greeting(name string, l say.Language) say.Text {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" .,/()", r) })
	form := "known"
	switch {
	case len(words) == 0:
		return say.Text{Key: "complaint.greeting.unknown", Language: l}
	case slices.Contains(titles, words[0]):
		form = "titled"
	case slices.ContainsFunc(words, func(word string) bool { return slices.Contains(offices, word) }):
		form = "office"
	}
	return say.Text{Key: "complaint.greeting." + form, Language: l, Args: say.Args{"Name": say.Raw(capitalized(name))}}
}

// capitalized begins each word of a name that was typed without capital letters with one.
func capitalized(name string) string {
	if name != strings.ToLower(name) {
		return name
	}
	words := strings.Fields(name)
	for i, word := range words {
		first := []rune(word)[:1]
		words[i] = strings.ToUpper(string(first)) + strings.TrimPrefix(word, string(first))
	}
	return strings.Join(words, " ")
}
