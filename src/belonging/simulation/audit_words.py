"""How pretend schools say that they know, for each statement of the audit: fully, partially and not yet met.

Every sentence is made up. `{few}` and `{some}` are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

BETTER = ("We have moved on since September.", "Not so in September.", "This was on our plan.", "New since the autumn.")
SAME = ("As in September.", "We looked again in June.", "No change that we could show.", "We went through it again.")
LOOKED_CLOSER = ("We looked more closely than in September.", "In the autumn we were too kind to ourselves.")

KNOWN: Mapping[str, tuple[str, str, str]] = {
    "safe_places": (
        "Adults are on duty at break and lunch. We have not asked pupils about places.",
        "Pupils marked a map last spring. Nobody stands by the toilets of the upper corridor yet.",
        "Maps from {some} pupils this term; the rota follows them and is checked each half-term.",
    ),
    "high_expectations": (
        "Lesson visits: pupils who find work hard mostly get other work.",
        "Adjustments seen in {few} of 10 lessons without being asked for.",
        "{some} lessons seen this term: the same aim for all, with adjustments in place. No option is closed.",
    ),
    "transitions": (
        "One visit in July for everybody. Pupils who join in mid-year get a timetable.",
        "Visits for all in July and plans for pupils with EHC plans. Nothing fixed for those who join later.",
        "Every joiner met their adult first. We asked {some} new pupils after six weeks and changed {few} things.",
    ),
    "said_and_done": (
        "We held a survey last year. The results stayed in the leadership team.",
        "Pupils heard back in assembly. Families were not told, and nobody checked what came of it.",
        "Three changes with dates on the board in the hall, and {some} pupils asked could name one.",
    ),
    "visible_leadership": (
        "Leaders are mostly in meetings at the start of the day.",
        "A leader is at the gate on three or four days. Corridors depend on the week.",
        "Gate rota kept every day this term; 27 of 30 pupils asked named the head and another leader.",
    ),
    "welcome": (
        "Left to each teacher. We do not know how many greet at the door.",
        "Greetings in the morning in most classes. How to say names is not written down.",
        "Seen in all {some} classes visited, at all times of day; names are on the register as they are said.",
    ),
    "belonging_in_aims": (
        "Not in the improvement plan. Inclusion is on the website.",
        "Belonging is in the plan, without a measure so far.",
        "It is aim two of the plan, with a measure for pupils with SEND, and on {few} agendas this year.",
    ),
    "pupil_voice": (
        "The council is asked. It has twelve members, all good speakers.",
        "All who can fill in a form were asked. Speech and language staff asked {few} others.",
        "Asked twice, with pictures and signs; the lunch queue and the reading corner were changed by pupils.",
    ),
    "differences": (
        "Assemblies on special days. Words used as insults are not always taken up.",
        "Staff take words up but we do not record them, so we cannot say how often they are heard.",
        "Taught in each year group; mocking words recorded ({few} this term) and taken up each time.",
    ),
    "staff_belonging": (
        "Staff were not asked last year.",
        "Teachers were asked and meetings changed. Kitchen and office staff were not asked.",
        "All {some} staff who answered heard back; each has somebody who asks how they are.",
    ),
    "unkindness": (
        "Cases are dealt with by whoever hears of them. Not all are recorded.",
        "All reports recorded. In {few} of the last ten cases nobody asked again after six weeks.",
        "One record, read each half-term; every pupil and family was asked again after two and six weeks.",
    ),
    "data_by_group": (
        "We have figures on attainment by group and none on belonging.",
        "The SENCO looked at answers of pupils with SEND. It was not written down.",
        "Looked at item by item within a month; {few} actions came of it.",
    ),
    "policy_in_practice": (
        "Policies are reviewed on paper each year.",
        "We checked the behaviour policy in corridors. The others not yet.",
        "Three policies checked by visits and with pupils; {few} sentences and one routine were changed.",
    ),
    "fair_rules": (
        "The same rules for all. We do not know which groups are sanctioned more.",
        "Sanctions by group once a year. Adjustments are known to most teachers.",
        "Read each half-term; {few} suspensions prevented by asking first what was missing.",
    ),
    "training_all": (
        "Training on SEND was for teachers.",
        "Teachers and assistants had two sessions. Lunchtime staff had the slides.",
        "All {some} staff on the list had two hours, lunchtime and office staff in their paid time.",
    ),
    "training_daily": (
        "We ask in meetings. We could not say what is in use.",
        "{few} classes were visited after the training; the others have not been yet.",
        "Each adult tried one thing and was seen. Waiting for an answer is in use in three classes of four.",
    ),
    "support_plans": (
        "Plans are with the SENCO. Subject teachers asked could not name what is in them.",
        "Pupils with SEND have plans; {few} of ten adults asked could name two things on them.",
        "One-page profiles made with pupils this term; nine of ten adults asked could name two things.",
    ),
    "attendance_and_exclusion": (
        "Absence is followed by letters and calls, not by group.",
        "By group once a term. Not every pupil who is often absent was asked why.",
        "By group each half-term; all {some} pupils who are often absent were asked. Part-time timetables end.",
    ),
    "governors": (
        "Not on the agenda last year.",
        "The SEND governor visited once. Figures on belonging were shown once.",
        "On the agenda in each term; the link governor talked with {some} pupils in two visits.",
    ),
    "new_staff": (
        "Supply staff get a timetable and a key.",
        "Induction for new staff covers SEND. Supply staff get the behaviour rules.",
        "Welcome page and profiles for each class; {few} supply teachers told us what was missing.",
    ),
    "asking_for_help": (
        "Pupils are told to speak to an adult.",
        "A box and posters. Pupils who use symbols cannot use either yet.",
        "Card, page and box; 18 of 20 pupils named two ways. Answered within a day.",
    ),
    "trusted_adult": (
        "Nobody has asked pupils whom they would turn to.",
        "Key adults for pupils on the list of concern. The others were not asked.",
        "All pupils asked; {few} named nobody and chose an adult whom they see weekly.",
    ),
    "known_pupils": (
        "What we know of pupils is mostly about work and behaviour.",
        "Tutors know most of theirs. Nobody looks for the quiet ones.",
        "Asked in the staff room: something that matters to them, for nine of ten pupils. Checked twice a year.",
    ),
    "respectful_talk": (
        "No agreement. Raised voices are heard at the end of lunch.",
        "We agreed on it in September. Visits show that lunch and late afternoons are harder.",
        "Agreed, seen in {some} visits, and pupils asked in the spring said so.",
    ),
    "repair": (
        "A conflict ends with the detention.",
        "Talks after suspensions with a trained adult. Nobody asks again later.",
        "Within two days after each conflict, written down; asked again in all {some} cases.",
    ),
    "friendships": (
        "We could not say who is lonely.",
        "Staff watch, and {few} pupils are in a friendship group. Pupils were not asked.",
        "All asked twice; {few} pupils had a plan, and most of them have somebody now.",
    ),
    "peer_programmes": (
        "The buddies of three years ago have faded.",
        "Buddies in one year group, with an hour of training. Few pupils with SEND give support.",
        "Ambassadors in each key stage, trained and meeting every two weeks; {few} of 20 have SEND.",
    ),
    "pupil_leadership": (
        "Prefects from the oldest year. We do not know how many have SEND.",
        "Roles in most years. Most go to pupils who speak well in front of others.",
        "Roles in each year, half without a speech; pupils with SEND hold their share.",
    ),
    "parental_engagement": (
        "Letters, parents' evenings, and calls when something is wrong.",
        "Coffee mornings with {some} families. We do not know whom we never reach.",
        "Two friendly contacts for each family; {few} families whom we had not reached now come.",
    ),
    "send_families": (
        "Families hear about plans after they are made.",
        "One meeting a year beyond parents' evening, mostly written down.",
        "Three talks a year, notes within the week; families as a group changed the form.",
    ),
    "support_staff": (
        "Assistants mostly sit beside one pupil.",
        "In {few} of 12 lessons seen, assistants moved between pupils.",
        "Seen in all lessons visited; time to plan is on the timetable and kept.",
    ),
    "curriculum_representation": (
        "Not looked at in the last two years.",
        "History and English have done it. The others have a date at the next review.",
        "All teams looked and changed two things; pupils could give examples.",
    ),
    "lessons_together": (
        "{few} pupils are out of class for much of the week, without a review date.",
        "In most lessons seen. We know who learns outside class but not for how long.",
        "Each pupil took part in {some} lessons seen; hours outside class are listed with dates.",
    ),
    "clubs_cost": (
        "Most clubs are run by a company and cost money.",
        "Two free clubs. Help has to be asked for at the office.",
        "Free clubs on four days, kit to borrow; compared by free school meals each term.",
    ),
    "clubs_confidence": (
        "Those who sign up for nothing are not asked.",
        "Beginners' clubs for sport. Tutors encourage, but not everyone was asked.",
        "All {some} pupils who took part in nothing were asked, and half of them have tried something.",
    ),
    "clubs_sensory": (
        "Nobody has looked at noise or travel. Two pupils could not stay because of their taxi.",
        "A calm club at lunch. Other adjustments when a family asks.",
        "Four calm activities, and a line on noise and place for each in the list.",
    ),
    "trips": (
        "On the last residential {few} pupils stayed behind. There is no list.",
        "Most come. One pupil stayed behind this year, and we looked at why.",
        "Nobody missed a trip of their class this year; the list is read after each trip.",
    ),
    "breaks": (
        "The yard and the dining hall, with adults on duty.",
        "The library is open on three days, with a pass.",
        "Calm room, games and an adult each day, no pass; we watched a week and moved the benches.",
    ),
    "celebrations": (
        "Awards for marks, attendance and sport.",
        "Many kinds of awards. Nobody counts who is never named.",
        "Counted: each pupil was celebrated, in a way they had chosen.",
    ),
    "who_takes_part": (
        "Registers for two clubs. We could not say who takes part in nothing.",
        "Registers for most clubs; compared by group once.",
        "One list for all activities, read each term: {some} pupils in nothing, and we know each.",
    ),
}
"""In the order not yet, partially, fully."""
