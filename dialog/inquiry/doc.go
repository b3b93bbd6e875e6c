// Package inquiry takes questions from owners to officers and answers back. Neither learns the
// other's Telegram account. The store decides which officers get a question.
package inquiry
