package demo

import (
	"math"
	"math/rand/v2"

	"ikmbot/dialog/complaint"
	"ikmbot/dialog/questionnaire"
)

// business is a sample business, with its owner's answers and behaviour.
type business struct {
	random  *rand.Rand
	name    string
	foreign bool           // speaks another language than the default
	quiet   bool           // officers may not contact the owner
	answers map[string]int // by question; a missing one is skipped
	leaves  string         // the question at which the owner stops; empty: none
	again   bool           // the owner answers a second time

	complaint complaint.Kind // of a buyer; empty: none
	channel   complaint.Channel

	skill  float64 // in internet marketing; 0 is average
	market float64 // how favourable the market is; 0 is average
}

// sampleRegions are codes of regions with the share of sample businesses in each, in percent.
var sampleRegions = []struct{ code, share int }{
	{1571, 27}, {1572, 10}, {1504, 8}, {1509, 9}, {1501, 11}, {1502, 8}, {1505, 10}, {1503, 5}, {1507, 5}, {1506, 3}, {1508, 4},
}

// sample makes up a business. Its answers are correlated: young and educated owners know more about
// the internet, those who know more use more of it, and large businesses sell more.
func sample(random *rand.Rand) business {
	b := business{random: random}
	b.foreign = b.chance(.04)
	b.quiet = b.chance(.15)
	b.describe()
	b.rate()
	questions := questionnaire.Newest().Questions
	switch {
	case b.chance(.08):
		b.leaves = questions[3+random.IntN(len(questions)-3)].Code
	case b.chance(.1):
		b.again = true
	}
	if b.chance(.2) {
		b.complaint = complaint.Kinds[b.one(25, 18, 16, 12, 10, 4, 6, 6, 3)-1]
		b.channel = complaint.Channels[b.one(50, 20, 20, 10)-1]
	}
	return b
}

// describe answers the questions about the business.
func (b *business) describe() {
	shares := make([]int, len(sampleRegions))
	for i, r := range sampleRegions {
		shares[i] = r.share
	}
	age, education := b.one(14, 30, 33, 18, 5), b.one(15, 20, 45, 8, 12)
	b.skill = .8*b.random.NormFloat64() + .3*float64(education-3) - .3*float64(age-3)
	b.market = .7 * b.random.NormFloat64()
	workers := b.one(72, 24, 3, 1)
	sales := min(6, max(1, workers+int(math.Round(.5*b.skill+.5*b.random.NormFloat64()-.3))))
	b.answers = map[string]int{
		"region": sampleRegions[b.one(shares...)-1].code, "age": age, "education": education,
		"funding": b.one(62, 12, 12, 6, 5, 3), "seller": b.one(60, 12, 14, 6, 8),
		"craft": b.one(38, 9, 15, 20, 5, 3, 3, 1, 6), "scale": b.one(48, 38, 14),
		"workers": workers, "sales": sales, "assets": min(6, max(1, sales+b.one(20, 60, 20)-2)),
	}
	for _, private := range []string{"age", "sales", "assets"} {
		if b.chance(.07) {
			delete(b.answers, private)
		}
	}
	b.answers["media"] = b.media()
	b.answers["obstacles"] = b.obstacles()
}

// obstacles are what holds the business back, less of it the more its owner knows.
func (b *business) obstacles() int {
	obstacles := b.several(.45-.1*b.skill, .2-.05*b.skill, .4, .15, .35, .2)
	if obstacles == 0 {
		obstacles, _ = question("obstacles").Read(questionnaire.NoneOption)
	}
	return obstacles
}

// media is a mask of the media that the business uses, more of them with more skill.
func (b *business) media() int {
	s := .12 * b.skill
	media := b.several(.8+s, .5+s, .35+s, .2+s, .03, .2+s, .04+s/2, .15+s)
	if media == 0 {
		media, _ = question("media").Read(questionnaire.NoneOption)
	}
	return media
}

// question finds a question of the newest questionnaire; the zero Question if there is none.
func question(code string) (found questionnaire.Question) {
	for _, q := range questionnaire.Newest().Questions {
		if q.Code == code {
			found = q
		}
	}
	return found
}

// rate answers the questions about internet marketing and the market.
func (b *business) rate() {
	for _, q := range questionnaire.Newest().Questions {
		if q.Chapter == questionnaire.ChapterBusiness {
			continue
		}
		level := map[byte]float64{'S': b.skill, 'W': -b.skill, 'O': b.market, 'T': -b.market}[q.Code[0]]
		b.answers[q.Code] = int(min(4, max(1, math.Round(2.6+.6*level+.7*b.random.NormFloat64()))))
	}
}

// grow improves the business as some time and some steps would.
func (b *business) grow() {
	b.skill += .5
	b.rate()
}

func (b *business) chance(p float64) bool { return b.random.Float64() < p }

// one draws an option, numbered from 1, with probabilities proportional to shares.
func (b *business) one(shares ...int) int {
	total := 0
	for _, s := range shares {
		total += s
	}
	at := b.random.IntN(total)
	for i, s := range shares {
		if at -= s; at < 0 {
			return i + 1
		}
	}
	return len(shares)
}

// several draws a mask of options, each with its own probability.
func (b *business) several(chances ...float64) int {
	mask := 0
	for i, p := range chances {
		if b.chance(p) {
			mask |= 1 << i
		}
	}
	return mask
}
