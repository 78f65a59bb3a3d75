"""A message between a school and its adviser."""

from __future__ import annotations

from django import forms

from belonging.web.programme.models.messages import LONGEST_MESSAGE


class MessageForm(forms.Form):
    text = forms.CharField(
        label="Your message",
        help_text="Please name no pupils and no parents. The school’s lead and head, and its advisers, can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please write your message."},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_MESSAGE:
            raise forms.ValidationError(
                f"Your message is {len(text):,} characters long. Please shorten it to {LONGEST_MESSAGE:,}, or send two."
            )
        return text
