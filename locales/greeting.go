package locales

import "strings"

// others stands, in a list of languages, for all that no other list has.
const others = "*"

// greetings are the languages in which speakers of each language are greeted.
func (c *Catalog) greetings() map[string]string {
	greets := map[string]string{}
	for _, lang := range c.tags {
		for _, spoken := range c.Words(lang, "language.greets") {
			greets[spoken] = lang
		}
	}
	for _, lang := range c.tags {
		greets[strings.ToLower(lang)] = lang
	}
	return greets
}

// Greeting is the language to greet somebody in whose app speaks that of an IETF tag: the same
// where there is one, else one that is near. Without a tag it is the default.
func (c *Catalog) Greeting(tag string) string {
	tag = strings.ToLower(tag)
	spoken, _, _ := strings.Cut(tag, "-")
	for _, t := range []string{tag, spoken} {
		if lang, known := c.greets[t]; known {
			return lang
		}
	}
	if tag == "" {
		return Default
	}
	return c.Others()
}

// Others is the language for speakers of all languages that none is near to.
func (c *Catalog) Others() string {
	if lang, known := c.greets[others]; known {
		return lang
	}
	return Default
}
