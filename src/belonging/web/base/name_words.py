"""Words that the names guard knows: first names, and capitals that name nobody. The lists were put together here."""

from __future__ import annotations

from typing import Final


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NAMES: Final = """
    aaliyah aaron abbie abdul abdullah abigail adam adebayo adele aditya adrian ahmed aidan aiden aisha aishah akua
    alan alastair albert aleksander aleksandra alessia alex alexa alexander alexandra alexis alfie alfred alicia ali
    alice alison alistair aliyah allison alyssa amal amara amelia amelie amina amir amira amit amy ana anaya andre
    andrea andreea andrei andrew andrzej angela anika anisa anita anjali anna annabel annabelle anne annie anthony
    antonio aoife aria archie arjun arthur arun asad asha ashley ashton asia astrid aurora ava ayaan ayesha ayo bart
    bartosz beatrice beata becky ben benedict benjamin bernadette beth bethany bev beverley bilal blessing boris brad
    bradley brandon brenda brian bridget bruce bryony caitlin callum calum cameron camilla carl carla carlos carmen
    caroline carolyn carter catherine cedric celia chantelle charles charlie charlotte chelsea cheryl chiara chidi
    chloe chris christina christine christopher ciaran cian claire clara claudia clive colin connor conor cormac
    courtney craig cristina curtis daanish damian damien daniel daniela danielle danny daphne darren dave david dawid
    deborah declan deepak delroy denise dennis derek destiny devon dhruv diana diane dina dominic dominik donna dorothy
    dougie duncan dwayne dylan ebony eddie edith edward eileen elaine eleanor elena eli elias elijah elif eliza
    elizabeth ella elle ellen ellie elliot elliott ellis elsie emeka emil emilia emily emma emmanuel eric erin esme
    esther ethan eva evan evelyn evie ezra farah faisal fatima fatimah fatma felicity felix femi ffion filip fiona
    florence folarin francesca francis frankie fraser fred freddie frederick freya gareth gary gavin gemma geoff
    geoffrey george georgia georgina gerald geraldine gethin gillian gina giorgio giovanni giulia glen gloria gordon
    graeme graham gregory gwen habib haider hamish hamza hannah hanna harini haroon harriet harrison harry harshil
    harvey hasan hashim hassan hayden hayley heather heidi helen henry hiba hilary hugh hugo hussain ian ibrahim iman
    imogen imran ines ioana iqra irina isaac isabel isabella isabelle isaiah isha ishaan isla ismail ivan ivana izzy
    jacob jade jaden jai jake jakub james jamie jamil jan jane janet janice jasmin jasmine jason jasper jayden jaydon
    jean jeanette jeff jennifer jenny jeremiah jeremy jerome jess jesse jessica jill jim jimmy jo joan joanna joanne
    joe joel johan john johnny jonah jonas jonathan jordan josef joseph josephine josh joshua jude judith julia julian
    julie juliet justin kacper kai kaitlyn kamal kamil kamran karen karim karina karl karolina kasia kate katherine
    kathleen kathryn katie katy kaya kayden kayla kayleigh keeley kehinde keira keith kelly kelvin kemi kenneth kenzie
    kerry kevin khadija khalid kian kieran kiera kim kirsten kirsty kofi krish kristina krzysztof kumar kwame kyle
    kylie lacey laila lara latoya laura lauren laurence layla leah leanne leila lena leo leon leona leonard leslie
    lewis lexi liam libby lina linda lindsay lisa logan lola lorna lorraine louis louisa louise luca lucas lucia lucie
    lucy luis luka lukasz luke luna lydia lynn lynne maciej maddison madeleine madison magda mahmoud maisie maja
    malachi malak malcolm malik malika manuel marcel marcin marco marcus margaret maria mariam marie mario marion
    marius marjorie marlon marta martha martin martyn marvin mary maryam mason mateusz matilda matteo matthew maureen
    maurice maya mehmet mei melanie melissa melody mia michael michaela michal michelle miguel mihai mike mikolaj mila
    millie milly milo mina miriam mohamed mohammad mohammed moira molly monica monika morgan moses muhammad mustafa
    myra nadia naomi natalia natalie natasha nathan nathaniel nathalie naveed neil nevaeh ngozi niamh nicholas nicola
    nicole nigel nikhil nina nkechi noah noel nora noor norman nur oisin olaf oliver olivia oliwia oluwaseun omar
    omari orla oscar osman owen pamela patricia patrick paul paula pauline pawel percy peter phil philip philippa
    phoebe phyllis pippa piotr polly precious priscilla priya quentin rachael rachel rafael rahul raj rajesh ralph
    ramesh rania raphael rashid raymond rebecca reggie rehan reuben rhian rhiannon rhys ria riaz richard rishi rita
    roberto robert robyn rodney roger rohan roisin roman ronald ronan ronnie rory rosalind rosemary rosie ross rowan
    roxanne roy rupert russell ruth ryan saad sabrina sadia safa saira salim salma saleem sally salman sam samantha
    samir samira samuel sandra sanjay sara sarah sasha scarlett scott sean sebastian selina serena seren shannon shaun
    shauna shayla sheila shelley shirley shona sian siddharth sienna simon simone siobhan skye sofia sonia sophia
    sophie stacey stanley stefan stella stephanie stephen steve steven stewart stuart sunil susan susanna suzanne
    suzie sven sylvia syed szymon tabitha taiwo talia tamara tamsin tanisha tanya tara tariq tasha taylor teddy
    terence teresa tess thea theo theodore theresa thomas tiana tiffany tilly tim timothy toby tom tomasz tommy toni
    tony tracey tracy trevor trish tristan trudy tunde tyler tyrone uma umar usman valerie vanessa vera veronica vicky
    viktor viktoria vincent vikram vivian vivienne vlad wanda wayne wendy wiktor wiktoria wilfred william winston
    xander xavier yahya yasin yasmin yasmine yolanda younis yousef yuki yusra yusuf yvette yvonne zac zach zachary
    zahra zain zainab zak zakariya zara zayn zayd zeeshan zeynep zia zoe zofia zuzanna"""
_WORDS_TOO: Final = """
    amber angel april archer art august autumn bill blake bliss brook carol chase cherry christian clay cliff crystal
    daisy dale dawn dean drew eden eve faith fern finn frank gale gene gene ginger grace grant guy hazel heath holly
    hope hunter india iris ivy jack jewel jasper joy june king kit lance lane lily mark marina max may melody mercy
    miles nick olive opal page paris pat patience patsy pearl penny pierce poppy prince princess ray reed rex river
    rob robin rod rose ruby sage sandy saffron skip sky sonny star sterling storm sue summer sunny terry tiger trinity
    victor victoria violet will willow winter woody"""
NAMES: Final = _each(_NAMES)
"""First names that are no word of ordinary English. In lower letters."""
WORDS_TOO: Final = _each(_WORDS_TOO)
"""First names that are words as well: they count within a sentence, or where a verb or a surname follows."""
LIKE_WORDS: Final = _each("""
    asia alan ali ana art bart ben brad carter chelsea devon destiny eli ella elle florence georgia harry imam iman
    jan jean jim jo joe jordan jude kai kim leo leon lena luna lynn martin mason melody mike mina morgan moses noel
    nur phil precious raj ralph roman roger rowan ross roy russell sam scarlett skye stella syed taylor tim tom
    toni tony tyler uma wanda wayne zac zak zia jade heather ruth lewis robert blessing aurora aria kelly kerry
    ebony reggie stewart stanley winston boris jasper jess kit libby lacey mia mila""")
"""Names left alone when written small: too like a word, a brand or a slip of the finger."""

_KNOWN: Final = """
    i i'm i've i'd i'll ok monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays
    saturday saturdays sunday sundays january february march april may june july august september october november
    december christmas easter ramadan eid diwali hanukkah passover vaisakhi pentecost lent pride holi nowruz
    english maths mathematics science french spanish german latin mandarin art music drama history geography computing
    citizenship biology chemistry physics phonics literacy numeracy pe it re pshe rse rshe dt mfl pupil pupils premium
    sen send senco sencos sendco ehcp ehcps adhd asd gcse gcses sats btec a-level a-levels year years reception nursery
    key stage phase autumn spring summer winter term inset ta tas hlta lsa elsa elsas slt mat pta eal fsm cpd dsl camhs
    nhs ofsted dfe eef ncb nspcc nasen ehrc salt pru prus ap uk gb usa eu england english's scotland scottish wales
    welsh ireland irish britain british europe european africa african asia asian america american london londoner
    londoners muslim muslims islam christian christians christianity jewish hindu hindus sikh sikhs buddhist catholic
    god bible quran black white roma romani gypsy traveller travellers caribbean deaf covid covid-19 zoom teams google
    microsoft padlet kahoot seesaw classdojo dojo arbor sims bromcom cpoms edukey youtube netflix tiktok whatsapp
    instagram snapchat facebook ipad ipads chromebook chromebooks excel word powerpoint canva lego lego-based duplo
    makaton pecs teacch widgit boardmaker grid signalong bsl braille thrive zones regulation nurture boxall childline
    mencap barnardo's barnardos place2be mind kooth kidscape stonewall unicef goldsmiths ucl belonging matters hub
    head heads headteacher headteachers deputy assistant teacher teachers lead leads leader leaders governor governors
    chair trust trusts sencos' staff school schools primary secondary academy college nursery council borough authority
    family families parent parents carer carers mum mums dad dads mummy daddy nan grandma grandad ofsted's minister
    government parliament state act equality code practice framework audit programme project policy plan
    pupil's friend friends friendship ambassador ambassadors buddy buddies club clubs week day month room hall
    tudors romans vikings egyptians victorian victorians stone age titanic shakespeare macbeth olympics paralympics
    world north south east west northern southern eastern western atlantic thames internet wifi pdf qr tv dvd id
    q a b c d e f g h s t x y z p.s ps ks1 ks2 ks3 ks4 ks5 eyfs yr y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 y11 y12 y13 r
    plan-do-review box sen's social stories story educational psychologist psychologists therapist therapists speech
    occupational pastoral safeguarding inclusion manager officer coordinator coordinator mentor mentors
    please thank thanks hello hi dear hooray yes no oh"""
_PLACES: Final = """
    barking dagenham barnet bexley brent bromley camden croydon ealing enfield greenwich hackney hammersmith fulham
    haringey harrow havering hillingdon hounslow islington kensington chelsea kingston lambeth lewisham merton newham
    redbridge richmond southwark sutton hamlets waltham wandsworth westminster tottenham brixton peckham stratford
    birmingham manchester liverpool leeds sheffield bristol newcastle nottingham leicester coventry bradford hull
    plymouth southampton portsmouth brighton norwich cambridge oxford york derby stoke wolverhampton sunderland luton
    reading swindon exeter bath bournemouth blackpool bolton oldham rochdale salford wigan preston carlisle durham
    middlesbrough grimsby lincoln peterborough ipswich colchester southend slough cornwall devon dorset somerset
    wiltshire hampshire surrey sussex kent essex suffolk norfolk cambridgeshire bedfordshire hertfordshire
    buckinghamshire oxfordshire gloucestershire worcestershire warwickshire staffordshire shropshire cheshire
    lancashire cumbria northumberland yorkshire derbyshire nottinghamshire leicestershire lincolnshire rutland
    cardiff swansea edinburgh glasgow belfast dublin somalia poland polish romania romanian bulgaria bulgarian ukraine
    ukrainian syria syrian afghanistan afghan iraq iran turkey turkish india indian pakistan pakistani bangladesh
    bangladeshi bengali urdu punjabi gujarati tamil arabic somali farsi persian kurdish portugal portuguese italy
    italian spain greece greek france germany albania albanian lithuania lithuanian latvia hungary hungarian russia
    russian china chinese japan japanese korea korean vietnam vietnamese nigeria nigerian ghana ghanaian eritrea
    eritrean ethiopia ethiopian sudan jamaica jamaican brazil brazilian colombia kong hong nepal nepali lanka sri
    israel palestine gaza paris zealand australia canada tigrinya yoruba igbo twi swahili pashto dari"""
KNOWN: Final = _each(_KNOWN) | _each(_PLACES)
"""Capitals that name nobody, in lower letters."""
THINGS: Final = _each("""
    school schools primary secondary academy college university nursery infant infants junior juniors class classes
    form club clubs team teams group room hall house centre center unit base wing block garden week month day days
    year years street road lane avenue park hill common library museum theatre zoo hospital church mosque temple
    trust council borough authority department ministry foundation charity project programme scheme approach therapy
    act bill code framework policy plan award charter standard standards toolkit pack guide app form report audit
    survey hub network alliance partnership forum festival show fair assembly fund premium stage term council court
    station bridge bus ambassadors ambassador champions champion buddies leaders mentors committee board union league
    cup games trail farm forest books press studio studios questionnaire conference service services sessions
    wheel scale curve test model cards journal journals education research researcher psychology psychiatry review
    learning sciences medicine article rights association health children child behaviour behavior disabilities
    disability""")
"""A run of capitals with one of these in it names a thing: "Maple Tree School", "Anna Freud Centre"."""
VERBS: Final = _each("""
    has had is was does did said says came comes went goes will would can can't cannot could won't doesn't didn't
    isn't wasn't likes loves hates hits hit cries cried keeps kept feels felt refuses refused runs ran plays played sits
    sat wants wanted needs needed talks talked told asks asked tries tried hides left joined finds found eats gets got
    looks looked makes made sees saw thinks thought knows started struggles""")
"""After a name that is a word as well, at the beginning of a sentence."""
CALENDAR: Final = frozenset({"april", "may", "june", "august", "summer", "autumn", "winter"})
CALENDAR_BEFORE: Final = _each("""
    in of by from until till this last next each every since before after and or early mid late during to for over
    the between on end start""")
