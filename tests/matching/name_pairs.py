"""Pairs of spellings of one name, written down from memory of how records differ, before the rules and the book.

Each pair is one name part written twice, as two clerks, two countries or two scripts would. They say nothing of how
often a spelling occurs; they show which kinds of difference the rules meet.
"""

from typing import Final

_ARABIC = """
Mohammed/Muhammad Mohammed/Mohamed Mohamad/Muhamed Mohammed/Mehmed Mohammed/محمد Ahmed/Ahmad Ahmed/أحمد Ahmet/Ahmed
Hussein/Hossain Husayn/Houssein Hussain/حسين Hassan/Hasan Hassan/حسن Yusuf/Yousef Youssouf/Yusuf Yousif/يوسف
Ibrahim/Ebrahim Ibrahim/Brahim Ibrahim/إبراهيم Khalid/Khaled Khalid/خالد Omar/Umar Omar/عمر Othman/Usman Osman/Uthman
Fatima/Fatma Fatimah/Faatima Fatima/فاطمة Aisha/Ayesha Aicha/Aysha Aisha/عائشة Khadija/Khadijah Khadeja/Khadidja
Zaynab/Zeinab Zainab/زينب Maryam/Mariam Mariam/مريم Abdullah/Abdallah Abdullah/عبدالله Abdulla/Abdallah
Abdulrahman/Abderrahman Abdurrahman/Abdelrahman Abdulrahman/عبدالرحمن Abdulaziz/Abdelaziz Abdulkarim/Abdelkrim
Abdulqadir/Abdelkader Abdulwahab/Abdelouahab Mahmoud/Mahmud Mahmoud/محمود Mustafa/Moustapha Mustafa/مصطفى Jamal/Gamal
Jamal/Djamal Jamal/جمال Jaafar/Gaafar Qasim/Kassem Qassim/Gasim Qaddafi/Gadhafi Rashid/Rachid Rasheed/Rashid
Said/Saeed Sayed/Said Saeed/سعيد Samir/Sameer Tariq/Tarek Tariq/Tareq Tariq/طارق Walid/Waleed Walid/Oualid
Yasin/Yassine Yaseen/Yasin Yahya/Yehia Zakaria/Zakariya Ziyad/Ziad Ismail/Ismael Ismail/Esmail Ismail/إسماعيل
Suleiman/Sulayman Soliman/Suleiman Sulaiman/سليمان Ayman/Aiman Bilal/Belal Dawud/Daoud Dawood/Daud Faisal/Feisal
Faysal/Faisal Fouad/Fuad Habib/Habeeb Haroun/Harun Haytham/Haitham Idris/Idriss Idrees/Idris Imad/Emad Jihad/Gihad
Karim/Kareem Khalil/Khaleel Latif/Lateef Majid/Majeed Mansur/Mansour Marwan/Merwan Mukhtar/Mokhtar Mouhcine/Muhsin
Munir/Mounir Musa/Moussa Nasir/Nasser Nour/Noor Nur/Nour Nadia/Nadiya Qais/Kais Rania/Raniya Ridha/Reda Rida/Ridha
Salah/Saleh Salma/Selma Salem/Salim Shaimaa/Chaima Sharif/Sherif Charif/Sharif Shukri/Choukri Sumaya/Soumaya
Taha/Taaha Taher/Tahir Uthman/Osman Wafaa/Wafa Yunus/Younes Zuhair/Zoheir Zahra/Zehra Elsayed/Al-Sayed
Alhassan/El-Hassan Al-Masri/Elmasry Alsharif/El-Sherif Ghassan/Gassan Ghada/Gada Dhia/Diaa Thamer/Tamer Nadhir/Nazir
Hazem/Hazim Hisham/Hicham Sohaib/Suhayb Shahd/Chahd Aymen/Ayman Isa/Eissa Isa/عيسى Amina/Ameena Amina/آمنة Huda/Hoda
Layla/Leila Laila/ليلى Najwa/Nagwa Jalal/Galal Jalila/Djalila Oussama/Usama Osama/Usamah Moaz/Muadh Moayad/Muayyad
Loay/Luay Ubaid/Obeid Rauf/Raouf Abubakr/Abou-Bakr Abu-Bakr/Aboubacar
"""
_TIGRINYA = """
Tesfay/Tesfai Tesfaye/Tesfay Tesfay/ተስፋይ Tesfahun/Tesfahoun Tewolde/Tewelde Teweldebrhan/Tewoldeberhan Gebre/Ghebre
Gebremedhin/Ghebremedhn Gebremariam/Ghebremariam Gebreselassie/Ghebreslasie Gebrehiwot/Ghebrehiwet Girmay/Ghirmai
Girma/Ghirma Haile/Hayle Haile/ኃይለ Hailemariam/Haylemaryam Habtom/Habtome Habtom/ሃብቶም Hagos/Hagoss Berhane/Birhane
Brhane/Berhane Berhe/Berhie Brhan/Berhan Yemane/Yemaneh Yonas/Jonas Yohannes/Yohanes Yohannes/ዮሃንስ Yosief/Yosef
Yousief/Yosief Kidane/Kidanie Kidane/ኪዳነ Kibrom/Kebrom Kibreab/Kbreab Kiflom/Kflom Kifle/Kefle Mehari/Mahari
Mehret/Mihret Mihreteab/Mehreteab Medhanie/Medhane Mebrahtu/Mebrahtom Mebrahtu/Mebratu Meles/Melles Michael/Mikael
Mikiele/Mikael Mulugeta/Mulgeta Negash/Negasi Negassi/Negasi Okbay/Ogbay Ogbai/Okubay Ogbazghi/Okbazgi
Ogbamichael/Okbamikael Selam/Salam Semere/Semhere Semhar/Samhar Senait/Sennait Saba/Sabba Solomon/Selomon
Temesgen/Temesghen Teklay/Teklai Tekle/Tekleh Tekeste/Tekieste Tsegay/Tsegai Tsegay/ጸጋይ Tsehaye/Tsehay Sehay/Tsehay
Tsigereda/Tsgereda Segay/Tsegay Weldu/Woldu Woldemariam/Weldemariam Weldegebriel/Woldegabriel Woldemichael/Weldemikael
Zerai/Zeray Zeresenay/Zersenay Zekarias/Zekaryas Zewdi/Zewdie Abrham/Abraham Abrehet/Abrhet Abraha/Abreha
Afewerki/Afeworki Afwerki/Afewerki Alem/Alam Amanuel/Emmanuel Amanuel/ኣማኑኤል Araya/Araia Asmerom/Asmarom Awet/Awot
Bereket/Bereked Bereket/Berket Biniam/Binyam Binyam/Biniyam Daniel/Danial Dawit/Dawid Desta/Dessta Efrem/Ephrem
Eyob/Iyob Eyasu/Iyasu Filmon/Philmon Fitsum/Fetsum Fitsum/Ftsum Fishaye/Fisehaye Freweini/Frewoini Ghide/Gide
Goitom/Goytom Goitom/ጎይቶም Hadas/Haddas Hiwet/Hiwot Isaias/Esayas Isayas/Issaias Issac/Yisehak Kahsay/Kahsai
Letebrhan/Letebirhan Luwam/Luam Lemlem/Lemlm Merhawi/Merhawie Mussie/Musie Natnael/Nathnael Rahwa/Rahewa Robel/Robiel
Ruta/Rutha Samuel/Samiel Samrawit/Samerawit Sirak/Sirac Tadese/Taddesse Weini/Woyni Winta/Wintana Yared/Yarid
Yirga/Yerga Yordanos/Yordenos Meron/Miron Kebede/Kebbede Abebe/Abeba Getachew/Getacho Tsedale/Tsedalle Hirut/Herut
"""
_VIETNAMESE = """
Nguyễn/Nguyen Nguyen/Nguyn Nguyen/Ngyuen Nguyen/Nguyan Nguyen/Nugyen Nguyễn/Nguen Trần/Tran Tran/Chan Trinh/Chinh
Trang/Chang Trung/Chung Tru/Chu Trâm/Cham Trúc/Chuc Trí/Chi Phạm/Pham Pham/Fam Phuong/Fuong Phong/Fong Phúc/Fuc
Phượng/Phuong Phan/Fan Đặng/Dang Đức/Duc Dung/Zung Dũng/Zoong Duong/Zuong Diệu/Zieu Duy/Zuy Duyên/Zuyen Giang/Zang
Giang/Yang Giap/Zap Gia/Za Hoàng/Hoang Huynh/Huyn Hoang/Huang Huyền/Huyen Hùng/Hung Hương/Huong Khanh/Kanh Khoa/Koa
Khải/Khai Khang/Kang Khôi/Koi Kiều/Kieu Kim/Kym Lê/Le Linh/Lin Linh/Ling Long/Lung Lương/Luong Mai/May Minh/Min
Minh/Ming Minh/Mihn My/Mi Nam/Narm Nga/Nha Ngân/Nghan Ngan/Nan Nghia/Nia Nghia/Ngia Ngọc/Ngoc Ngoc/Nock Nhung/Nung
Nhi/Ni Nhat/Nat Oanh/Oan Quang/Kwang Quan/Kwan Quốc/Quoc Quoc/Kwok Quynh/Quyn Quynh/Kwin Quy/Kwi Sơn/Son Sang/Xang
Tâm/Tam Tân/Tan Thắng/Thang Thang/Tang Thanh/Tanh Thảo/Thao Thao/Tao Thi/Ti Thị/Thi Thu/Tu Thuy/Tuy Thủy/Thuy
Thuỳ/Thuy Tien/Tien Tiến/Tyen Toàn/Toan Tú/Tu Tuấn/Tuan Tuan/Twan Tùng/Tung Tuyết/Tuyet Uyên/Uyen Vân/Van Việt/Viet
Viet/Vyet Vũ/Vu Vu/Woo Vũ/Võ Vy/Vi Vinh/Vin Xuân/Xuan Xuan/Suan Yến/Yen Chau/Chow Châu/Chao Chien/Tien Chi/Chee
Dinh/Dihn Định/Din Hạnh/Hanh Hanh/Han Hiếu/Hieu Hieu/Hew Hải/Hai Hai/Hi Hiền/Hien Hoa/Hwa Hòa/Hoa Anh/Ann Anh/Ahn
Ánh/Anh Bảo/Bao Bình/Binh Binh/Bin Bùi/Bui Bui/Buoi Cường/Cuong Cuong/Kuong Công/Cong Cong/Kong Cúc/Cuc Đạt/Dat Đỗ/Do
Đoàn/Doan Đông/Dong Hằng/Hang Hường/Huong Lan/Larn Lâm/Lam Lam/Lum Lý/Ly Ly/Li Mạnh/Manh Manh/Man Nguyệt/Nguyet
Tiên/Tin Thịnh/Thinh Thinh/Tinh Tín/Tin Phát/Phat Quyên/Quyen Thêu/Theu Thơm/Thom Trường/Truong Truong/Chuong
"""
_ALBANIAN = """
Xhevdet/Jevdet Xhevdet/Gjevdet Xhemal/Jemal Xhelal/Jelal Xhafer/Jafer Xhafa/Jafa Xhoana/Joana Xhulio/Julio Xheni/Jeni
Xhensila/Jensila Xhensila/Gensila Hoxha/Hodja Hoxha/Hoja Hoxhaj/Hodzaj Haxhi/Haji Haxhi/Hadzi Gjergj/Gjergji
Gjergj/Jerj Gjon/Jon Gjoni/Joni Gjin/Jin Gjini/Gjinaj Gjoka/Joka Gjeta/Jeta Gjokaj/Djokaj Agim/Agime Arben/Arbin
Artan/Arthan Altin/Altina Alban/Albahn Ardit/Ardith Arjan/Arian Arjeta/Arieta Besnik/Besnic Besnik/Besmik
Blerim/Blerym Blerta/Blertha Bujar/Buiar Dashamir/Dashmir Dashnor/Dachnor Dritan/Driton Drini/Driny Edmond/Edmund
Edon/Eddon Endrit/Endri Enkelejda/Enkeleda Ermal/Ermall Erjon/Erion Erion/Eryon Fatjon/Fation Fatmir/Fatmire
Fitim/Fittim Flamur/Flamour Florjan/Florian Gëzim/Gezim Gezim/Gazim Genc/Gents Genc/Gench Ilir/Illir Ilir/Ylir
Jeton/Yeton Jetmir/Yetmir Jehona/Yehona Klodian/Klodjan Klajdi/Klaidi Klevis/Clevis Kreshnik/Kreschnik Krenar/Crenar
Kujtim/Kuytim Kujtim/Kuitim Kastriot/Castriot Leonit/Leonid Liridon/Lirydon Luan/Louan Lulzim/Lulzym Majlinda/Mailinda
Mirjeta/Mirieta Ndue/Due Nderim/Nderym Përparim/Perparim Petrit/Petrith Qemal/Kemal Qemal/Cemal Qazim/Kazim
Qendrim/Chendrim Qerim/Kerim Qamil/Kamil Qamil/Chamil Rrahman/Rahman Rrezart/Rezart Rrustem/Rustem Sabri/Sabry
Shpëtim/Shpetim Shpend/Spend Shkëlqim/Shkelqim Shkelzen/Shkelsen Shkelqim/Shkelkim Shqipe/Shkipe Shqiponja/Shkiponja
Skënder/Skender Skender/Skander Skender/Iskander Shefqet/Shefket Tomorr/Tomor Valdete/Valdet Valon/Vallon Vjosa/Viosa
Vjollca/Violca Vjollca/Violtsa Ylli/Illi Ylber/Ilber Yll/Ill Zamir/Zameer Zef/Zeff Zenel/Zenell Berisha/Berisa
Krasniqi/Krasnici Krasniqi/Krasnichi Gashi/Gaschi Shala/Schala Kelmendi/Kelmend Bytyqi/Bytyci Bytyqi/Bitiqi
Bytyqi/Bytyki Rexhepi/Rejepi Rexhepi/Redzepi Hyseni/Huseni Hysen/Hussein Hyseni/Hiseni Çela/Cela Çela/Chela Çeku/Ceku
Çeku/Cheku Kuçi/Kuci Kuqi/Kuci Meçe/Meche Brahimaj/Ibrahimaj Sejdiu/Seydiu Selimi/Selimaj Ymeri/Imeri Ymer/Umer
Zeqiri/Zekiri Zeqiraj/Zekiraj Zogaj/Zogai Gjata/Jata Ndreca/Ndretsa Preçi/Preci Prenga/Prenka Lleshi/Leshi
Lleshaj/Leshaj Llukaj/Lukaj Dervishi/Dervisi Sinani/Sinanaj Muça/Mucha Toçi/Tochi
"""
_KURDISH = """
Azad/Azaad Aram/Arram Aras/Arass Ari/Aree Avin/Evin Aveen/Avin Awat/Avat Awaz/Avaz Bahar/Behar Bahman/Behmen
Baran/Beran Barzan/Berzan Berivan/Beriwan Bewar/Bawar Chia/Çiya Chiman/Çiman Chnar/Çinar Chro/Çiro Dana/Danna
Dara/Darra Darya/Derya Dilan/Dillan Diyar/Diar Dlovan/Dilovan Dlshad/Dilshad Dilshad/Dilşad Dler/Diler Dilgash/Dlgash
Goran/Gorran Govand/Gowend Hawre/Hewre Hawar/Hewar Hawraz/Havraz Heval/Hewal Helin/Heleen Hemin/Hemn Hêmin/Himn
Hersh/Harsh Hiwa/Hewa Hiwa/Hîwa Huner/Hunar Jalal/Celal Jamal/Cemal Jamil/Cemil Jihan/Cihan Jawad/Cevad Javid/Cavid
Karwan/Kerwan Karwan/Karvan Kawa/Kava Khalid/Xalid Khabat/Xebat Xebat/Khebat Khalil/Xelil Khadija/Xecê Xidir/Khidir
Khoshnaw/Xoshnaw Xoşnav/Khoshnaw Lawand/Lawend Mahabad/Mehabad Mariwan/Meriwan Mahdi/Mehdi Mohammed/Mihemed
Mohammed/Muhemmed Mustafa/Mistefa Nawroz/Newroz Nowruz/Newroz Nechirvan/Neçîrvan Nechir/Nechyr Nahro/Nehro Omed/Omid
Omid/Umed Osman/Osmen Othman/Osman Pishtiwan/Pshtiwan Peshawa/Pêşewa Pshko/Pişko Qadir/Kadir Kadir/Qader Rebaz/Rêbaz
Rebin/Rebeen Rebwar/Rêbwar Rebwar/Rebuar Rezan/Rizan Rezgar/Rizgar Rizgar/Rzgar Ronahi/Ronahî Rojin/Rozhin
Rozhgar/Rojgar Rozha/Roja Rawa/Rewa Ribwar/Rebwar Saman/Seman Sarbast/Serbest Sarbaz/Serbaz Sardar/Serdar
Sarwar/Server Sherzad/Shirzad Sherzad/Şêrzad Sherko/Shirko Sherko/Şêrko Shirin/Şîrîn Shilan/Şîlan Shwan/Shuan
Shwan/Şivan Shivan/Shvan Shakhawan/Şaxewan Soran/Sorran Sozan/Suzan Srwa/Sirwa Sirwan/Srwan Suleiman/Silêman
Sleman/Suleiman Talib/Taleb Taha/Teha Tahir/Tahr Twana/Tiwana Wirya/Wrya Xanim/Khanim Yasin/Yaseen Yousif/Usiv
Yusuf/Ûsiv Zana/Zanna Zaniar/Zanyar Zheer/Jir Zhian/Jiyan Jian/Zhyan Zhilan/Jilan Zhwan/Jwan Zara/Zera Zerevan/Zeravan
Zinar/Zînar Ziryan/Zryan Rekawt/Rêkewt Hoshyar/Hoshiar Hoshmand/Hoshmend Hoger/Hogir Kurdo/Kordo Kamaran/Kameran
Nasrin/Nesrin Nazanin/Nazaneen Parwin/Perwin Parween/Perwîn Runak/Ronak Sazan/Sezan Shno/Shino Tara/Tarra
Ebdulla/Abdullah Ebdulrehman/Abdulrahman Ehmed/Ahmed Elî/Ali
"""
_CHINESE = """
Chen/Chan Chen/Tan Chen/Ch'en Chen/陈 Zhang/Chang Zhang/Cheung Zhang/张 Li/Lee Li/李 Wang/Wong Wang/王 Huang/Wong
Huang/Hwang Liu/Lau Liu/Lew Lin/Lam Lin/Lim Wu/Ng Wu/Goh Yang/Yeung Yang/Young Zhao/Chao Zhao/Chiu Zhou/Chou Zhou/Chow
Xu/Hsu Xu/Hui Xu/Tsui Sun/Suen Ma/Mah Zhu/Chu Hu/Woo Hu/Wu Guo/Kuo Guo/Kwok He/Ho Gao/Kao Gao/Ko Luo/Lo Luo/Law
Zheng/Cheng Zheng/Cheang Liang/Leung Xie/Hsieh Xie/Tse Song/Sung Tang/Tong Deng/Teng Deng/Tang Han/Hon Feng/Fung
Cao/Tsao Cao/Cho Peng/Pang Zeng/Tseng Zeng/Tsang Xiao/Hsiao Xiao/Siu Tian/T'ien Tian/Tin Dong/Tung Pan/Poon Pan/P'an
Yuan/Yuen Cai/Tsai Cai/Choi Jiang/Chiang Jiang/Kong Yu/Yue Du/Tu Du/To Ye/Yeh Ye/Yip Cheng/Ching Wei/Ngai Su/So Lu/Loo
Lu/Lui Ding/Ting Ren/Jen Ren/Yam Shen/Shum Yao/Yiu Lu/Luk Jiang/Keung Cui/Ts'ui Zhong/Chung Tan/T'an Tan/Tam Lu/Lo
Fan/Faan Jin/Chin Jin/Kam Shi/Shih Liao/Liu Jia/Chia Xia/Hsia Xia/Ha Fu/Foo Fang/Fong Zou/Tsou Zou/Chau Xiong/Hsiung
Qin/Ch'in Qiu/Ch'iu Qiu/Yau Bai/Pai Bai/Pak Jiang/Chiang Yan/Yen Yan/Yim Xue/Hsueh Xue/Sit Hou/Hau Lei/Lui Long/Lung
Duan/Tuan Hao/Hau Kong/Hung Shao/Siu Mao/Mo Wan/Man Gu/Ku Lai/Loi Kang/Hong Yin/Wan Qian/Ch'ien Qian/Chin Niu/Ngau
Xiaoming/Hsiaoming Xiaoling/Siuling Xiu/Hsiu Xin/Hsin Xing/Hsing Zhi/Chih Zhen/Chen Zhiqiang/Chihchiang Jun/Chun
Jing/Ching Jianguo/Chienkuo Qiang/Ch'iang Qing/Ch'ing Guang/Kuang Guang/Kwong Gui/Kuei Guo/Kwok Hui/Wai Ming/Meng
Mei/Mui Ping/P'ing Bo/Po Bing/Ping Dan/Tan De/Te Dong/T'ung Hua/Wah Hong/Hung Jia/Ka Jie/Kit Jun/Kwan Kai/Hoi Lan/Laan
Liang/Leong Ling/Leng Long/Loong Rong/Jung Rong/Wing Rui/Jui Shan/Saan Wen/Man Wen/Wén Yi/I Ying/Ing Yong/Wing
Yue/Yuet Yun/Wan Zi/Tzu Zi/Chi Zihan/Tzuhan Haoran/Hao-jan Weiming/Wai-Ming Jiaming/Ka-ming Xiuying/Sau-ying
Meiling/Mei-Ling
"""
_SOMALI = """
Maxamed/Mohamed Maxamuud/Mohamud Maxamed/Mahamed Axmed/Ahmed Xasan/Hassan Xuseen/Hussein Xuseen/Hussain Xaliimo/Halimo
Xaliimo/Halima Xaawo/Hawo Xaawo/Hawa Xamdi/Hamdi Xamse/Hamza Xirsi/Hirsi Xersi/Hersi Xoosh/Hosh Xaashi/Hashi Cali/Ali
Cabdi/Abdi Cabdullaahi/Abdullahi Cabdulle/Abdulle Cabdiraxmaan/Abdirahman Cabdiqani/Abdikani Cabdiqaadir/Abdulkadir
Cabdikariim/Abdikarim Cabdiraxiim/Abdirahim Cabdicasiis/Abdiaziz Cabdisalaan/Abdisalam Cabdirashiid/Abdirashid
Cismaan/Osman Cismaan/Ismaan Cumar/Omar Cumar/Umar Ciise/Isse Ciise/Essa Cigaal/Egal Cigaal/Igal Cosoble/Osoble
Cawaale/Awale Cawil/Awil Caasha/Asha Caasho/Asho Caasho/Aisha Caydaruus/Aydarus Cilmi/Elmi Cilmi/Ilmi Cabaas/Abas
Canab/Anab Cadar/Adar Daauud/Dawood Daahir/Dahir Dhahir/Daher Dheeg/Deeg Dhuubow/Dubow Dhiblaawe/Diblawe
Faadumo/Fadumo Faadumo/Fatuma Faduma/Fatima Faarax/Farah Faarax/Farrah Faysal/Faisal Fartuun/Fartun Foosiya/Fowsia
Fawziya/Fowsiya Guuleed/Guled Gaas/Gas Geeddi/Gedi Habiibo/Habibo Hodan/Hoden Hibaaq/Hibak Hibaq/Hibo Idiil/Idil
Iftiin/Iftin Ilhaan/Ilhan Ifraax/Ifrah Ikraan/Ikram Ismaaciil/Ismail Isxaaq/Ishak Isxaaq/Isaq Ibraahim/Ibrahim
Jaamac/Jama Jaamac/Jamac Jimcaale/Jimale Jibriil/Jibril Jaabir/Jabir Khaliif/Kalif Khaalid/Kalid Khadiija/Qadija
Khadra/Kadra Khadar/Qadar Liibaan/Liban Luul/Lul Maryan/Mariam Maryan/Maryam Mahad/Mahat Maxad/Mahad Mukhtaar/Muktar
Muqtaar/Mukhtar Muuse/Muse Muuse/Musa Muxyadiin/Muhyadin Muxudiin/Muhidin Mursal/Mursel Nuur/Nur Nuur/Noor
Naasir/Nasir Nimco/Nimo Nimcaan/Niman Nasteexo/Nasteho Nasteexo/Nasteha Qaasim/Kasim Qaali/Kali Qaadir/Kadir
Qamar/Kamar Rooble/Roble Ruqiya/Rukia Ruqiyo/Ruqiya Raxma/Rahma Raxmo/Rahma Raage/Rage Sacdiyo/Sadia Sacdiya/Sadiya
Saciid/Said Saciid/Saeed Sahra/Zahra Saynab/Zeinab Saynab/Zaynab Samatar/Samater Salaad/Salad Sakariye/Zakaria
Siciid/Said Suleymaan/Suleiman Sucaad/Suad Sharmaake/Sharmarke Shariif/Sharif Shamso/Shamsa Shukri/Shukry
Shire/Shirreh Taageer/Tager Ubax/Ubah Warsame/Warsama Waris/Warris Yaasiin/Yasin Yuusuf/Yusuf Yoonis/Yonis
Yuunis/Younis Yaxye/Yahye Yaxya/Yahya Zamsam/Samsam Xayaat/Hayat Xiis/His Xinda/Hinda Muxumed/Muhumed
Cabdirisaaq/Abdirizak Cabdirisaaq/Abdirisak Cabdinaasir/Abdinasir
"""
_ROMANIAN = """
Ștefan/Stefan Ştefan/Stephan Stefan/Shtefan Ștefania/Stefania Ioan/Ion Ioana/Joana Ionuț/Ionut Ionut/Ionutz
Ionuţ/Ionuts Iulia/Julia Iulian/Julian Iuliana/Juliana Iosif/Josif Alexandru/Alexandro Alexandru/Alex Andrei/Andrey
Andrei/Andrej Andreea/Andrea Mihai/Mihay Mihai/Michai Mihail/Michail Mihaela/Michaela Mihăiță/Mihaita Cătălin/Catalin
Catalin/Katalin Cristian/Christian Cristina/Christina Cristi/Kristi Crina/Krina Corina/Korina Cosmin/Kosmin
Claudiu/Klaudiu Călin/Calin Codruț/Codrut Constantin/Konstantin Costel/Kostel Costică/Costica Costi/Kosti
Ciprian/Chiprian Cezar/Cesar Cezar/Chezar Marcel/Marchel Marcela/Marchela Vasile/Vasille Vasile/Vassili
Vasilica/Vasilika Gheorghe/George Gheorghe/Georghe Gheorghe/Gheorge Gheorghiță/Gheorghita George/Giorge
Georgiana/Giorgiana Georgeta/Jorjeta Ghiță/Ghita Luminița/Luminita Luminita/Luminitza Răzvan/Razvan Rodica/Rodika
Radu/Raduu Raluca/Raluka Silviu/Sylviu Sorin/Soryn Tudor/Theodor Teodor/Theodor Vlăduț/Vladut Vladut/Vladutz
Viorel/Viorrel Victor/Viktor Veronica/Veronika Anca/Anka Ana/Anna Bogdan/Bohdan Dănuț/Danut Dumitru/Dimitru
Dumitru/Dmitru Dragoș/Dragos Dragos/Dragosh Doina/Doyna Elena/Helena Eugen/Eugene Florin/Floryn Florența/Florenta
Gabriel/Gavril Gavrilă/Gavrila Grigore/Gregore Horia/Horea Ilie/Illie Ileana/Iliana Lăcrămioara/Lacramioara
Lucian/Luchian Lucia/Luchia Lenuța/Lenuta Măriuca/Mariuca Mărioara/Marioara Marius/Maryus Mircea/Mirchea Mircea/Mirca
Mirela/Mirella Mădălina/Madalina Nicolae/Nicolai Nicolae/Nikolae Nicoleta/Nikoleta Nicușor/Nicusor Nicusor/Nikushor
Oana/Wana Ovidiu/Ovidyu Petru/Petre Petrică/Petrica Sergiu/Sergiyu Serghei/Sergei Traian/Trayan Țurcanu/Turcanu
Țurcanu/Tsurcanu Ursu/Urssu Valentin/Valentyn Zaharia/Zacharia Popescu/Popesku Ionescu/Jonescu Ionescu/Ionesku
Dumitrescu/Dimitrescu Ciobanu/Chobanu Ciobanu/Cobanu Ciocan/Chocan Rusu/Russu Munteanu/Muntianu Moldovan/Moldovanu
Căldăraru/Caldararu Lăcătuș/Lacatus Lacatus/Lakatos Șerban/Serban Serban/Sherban Stănescu/Stanescu Țiganu/Tiganu
Rădulescu/Radulescu Lupașcu/Lupascu Negoiță/Negoita Vaduva/Văduva Gheorghiu/Georgiu Enache/Enake Enache/Ienache
Chiriță/Chirita Chirita/Kirita Chivu/Kivu Mocanu/Mokanu Cojocaru/Kojokaru
"""
_SOUTH_ASIAN = """
Mohammad/Muhammed Ahmad/Ahmed Hussain/Hossain Hussain/Husain Choudhury/Chowdhury Chaudhry/Choudhary Chaudhri/Chowdhry
Chowdhury/Chaudhuri Begum/Begam Begum/Baigum Khatun/Khatoon Bibi/Beebi Akhtar/Akter Akhter/Aktar Ahmedzai/Ahmadzai
Miah/Mia Miah/Miya Miah/Meah Uddin/Udin Uddin/Ud-Din Uddin/Eddin Sheikh/Shaikh Shaykh/Sheikh Shaik/Sheikh Syed/Sayed
Syed/Saiyed Sayyid/Syed Iqbal/Ekbal Ikbal/Iqbal Javed/Javaid Jawed/Javed Javid/Javed Naveed/Navid Nawid/Naveed
Waseem/Wasim Vaseem/Wasim Nadeem/Nadim Saleem/Salim Kareem/Karim Rahim/Raheem Rahman/Rehman Rahman/Rahmaan Rauf/Raouf
Rafiq/Rafique Rafeeq/Rafiq Shafiq/Shafeeq Shafique/Shafiq Tariq/Tarique Siddique/Siddiqui Siddiqi/Siddiqui
Sadiq/Siddiq Qureshi/Quraishi Qureshi/Koreshi Mahmood/Mehmood Mahmud/Mehmood Maqsood/Maksud Masood/Masud
Mushtaq/Mustaq Muneer/Munir Nasreen/Nasrin Parveen/Parvin Perveen/Parveen Parwin/Parveen Yasmin/Yasmeen Jasmin/Yasmin
Shabnam/Shabnum Shazia/Shaziya Rukhsana/Ruksana Rukhsar/Ruksar Saima/Sayma Samina/Sameena Sajid/Sajeed Shahid/Shaheed
Shehzad/Shahzad Sohail/Suhail Zahid/Zaheed Zeeshan/Zishan Zubair/Zubayr Jubair/Zubair Zaman/Jaman Aziz/Azeez Ajij/Aziz
Faiz/Fayz Farhana/Ferhana Farooq/Faruk Faruque/Farooq Fiza/Fizza Gulzar/Golzar Habib/Hobib Hafiz/Hafeez Hafsa/Hafza
Hamid/Hameed Haroon/Harun Ilyas/Elyas Elias/Ilyas Imran/Emran Inam/Enam Ishaq/Ishak Islam/Eslam Ismail/Esmail
Jahangir/Jehangir Kamran/Camran Kausar/Kauser Kauser/Kawsar Khalid/Kalid Khadija/Kadija Liaqat/Liaquat Luqman/Lukman
Mizanur/Mizan Momin/Mumin Nazir/Nazeer Nazrul/Nozrul Noor/Nur Omar/Umar Osman/Usman Rabia/Rabiya Rashid/Rasheed
Razia/Rajia Razzaq/Razak Ruqayyah/Rukaya Saad/Sad Sabir/Saber Sadia/Sadiya Safiya/Sofia Sultana/Soltana
Tahmina/Tahmeena Tasleem/Taslim Ullah/Ulla Usma/Uzma Wahid/Waheed Yaqub/Yakub Yaqoob/Yakoob Yousaf/Yusuf Younis/Yunus
Zainab/Jainab Zakir/Jakir Abdur/Abdul Aminul/Ameenul Asif/Aasif Ashraf/Asraf Ayesha/Aisha Bashir/Basheer Bushra/Boshra
Dilawar/Delwar Ehsan/Ihsan Gulam/Ghulam Jamil/Jameel Kabir/Kabeer Koyes/Qais Moynul/Moinul Shofiqul/Shafiqul
Rofiqul/Rafiqul Mojibur/Mujibur Ullah/Wullah Zulfiqar/Zulfikar Julfikar/Zulfiqar Sharma/Sarma Jagtar/Jugtar Khan/Kahn
Malik/Malek Mirza/Meerza
"""
_INDIAN = """
Singh/Sing Kaur/Kour Patel/Pattel Shah/Sah Kumar/Coomar Gurpreet/Gurprit Harpreet/Harprit Manpreet/Manprit
Jaspreet/Jasprit Jaswinder/Jasvinder Balwinder/Balvinder Kulwinder/Kulvinder Sukhwinder/Sukhvinder Sukhdev/Sukdev
Ravinder/Rawinder Parminder/Perminder Harjit/Harjeet Amarjit/Amarjeet Manjit/Manjeet Baljit/Baljeet Surjit/Surjeet
Gurdeep/Gurdip Kuldeep/Kuldip Sandeep/Sundeep Sandip/Sandeep Pradeep/Pradip Dilip/Dileep Rajiv/Rajeev Sanjiv/Sanjeev
Anil/Aneel Sunil/Suneel Vijay/Vijai Vijay/Bijay Vikram/Bikram Vivek/Bibek Vishal/Bishal Vimal/Bimal Ashok/Asok
Shyam/Sham Lakshmi/Laxmi Lakshmi/Luxmi Laxman/Lakshman Krishna/Krishan Krishna/Kreshna Kishan/Krishan Jyoti/Jothi
Jyoti/Jyothi Gayatri/Gayathri Preeti/Prithi Priti/Preeti Priya/Preeya Deepa/Dipa Deepak/Dipak Geeta/Gita Meena/Mina
Meera/Mira Neeta/Nita Neha/Nehaa Pooja/Puja Reena/Rina Reeta/Rita Seema/Sima Sheela/Shila Sunita/Suneeta Savita/Sabita
Kavita/Kavitha Lalita/Lalitha Latha/Lata Sujata/Sujatha Shanti/Santhi Shanthi/Shanti Sita/Seetha Swati/Swathi
Ajit/Ajith Amit/Ameet Arun/Aroon Bharat/Barat Bhavna/Bhavana Bhavesh/Bavesh Chandra/Chander Chetan/Chethan Dhruv/Druv
Dhaval/Daval Dinesh/Dhinesh Ganesh/Ganesan Girish/Gireesh Gopal/Gopaul Hardik/Hardick Harish/Hareesh Jagdish/Jagdeesh
Jignesh/Zignesh Kalpesh/Kulpesh Kiran/Keeran Mahesh/Mahes Manish/Maneesh Mukesh/Mookesh Naresh/Narash Nilesh/Neelesh
Nikhil/Nikil Prakash/Prakas Raghav/Ragav Rakesh/Rakeish Ramesh/Rameish Rohit/Roheet Satish/Sateesh Shekhar/Sekhar
Siddharth/Sidharth Siddhartha/Sidhartha Subramaniam/Subramanian Suresh/Suraish Tejal/Tezal Umesh/Oomesh Usha/Oosha
Venkatesh/Wenkatesh Yogesh/Yogeesh Yash/Yas Iyer/Aiyar Aiyer/Iyer Nair/Nayar Menon/Mennon Pillai/Pillay Reddy/Reddi
Naidu/Nayudu Rao/Row Banerjee/Banerji Mukherjee/Mukherji Chatterjee/Chatterji Ganguly/Ganguli Bose/Basu Das/Dass
Dhillon/Dillon Gill/Gil Grewal/Garewal Sidhu/Sidhoo Sandhu/Sandhoo Dhaliwal/Daliwal Bhatt/Bhat Desai/Dessai
Joshi/Joshee Mehta/Meta Mishra/Misra Pandey/Pande Pandya/Pandia Thakur/Takur Tripathi/Tripati Trivedi/Trewedi
Vyas/Vias Yadav/Jadav
"""
_WEST_AFRICAN = """
Mohammed/Muhammadu Mamadou/Mamadu Mamadou/Mohamadou Fatoumata/Fatumata Fatoumatta/Fatoumata Fatou/Fatu
Aminata/Aminatta Amadou/Amadu Ahmadou/Amadou Abdoulaye/Abdulai Abdoulaye/Abdullah Aboubacar/Abubakar
Abubakarr/Abubakar Ousmane/Usman Ousman/Osman Oumar/Omar Oumou/Umu Oumou/Oumu Ibrahima/Ibrahim Ismaila/Ismail
Idrissa/Idris Issa/Isa Souleymane/Sulaiman Suleyman/Souleymane Seydou/Saidu Saidou/Seidu Moussa/Musa Mustapha/Mustafa
Moustapha/Mustapha Mariama/Maryama Mariatou/Mariatu Kadiatou/Kadiatu Kadija/Khadija Hawa/Hawwa Haja/Hajja Isatou/Isatu
Isata/Aissata Aissatou/Isatou Awa/Hawa Bintou/Bintu Binta/Bintah Salimatou/Salimatu Ramatou/Ramatu Rokia/Rukia
Sekou/Seku Sékou/Sheku Modou/Modu Lamin/Lamine Lamine/Al-Amin Alhaji/El-Hadj Elhadji/Alhagie Alagie/Alhaji
Ebrima/Ibrahima Ebrima/Ibrima Kebba/Keba Momodou/Mamadou Bakary/Bakari Boubacar/Bubacarr Bubakar/Boubacar Demba/Dembah
Ousainou/Hussainu Assan/Hassan Alassane/Alhassan Diallo/Jallow Diallo/Jalloh Djalo/Diallo Jalo/Jalloh Bah/Ba
Barry/Bari Sow/So Sowe/Sow Diop/Jobe Diop/Joof Ndiaye/Njie Ndiaye/Njai Diarra/Jarra Diarra/Jarrah Djibril/Jibril
Diabaté/Jabati Diatta/Jatta Diawara/Jawara Diakité/Jakite Cissé/Cisse Cisse/Ceesay Sissé/Cissé Sesay/Cissay
Traoré/Traore Traore/Trawally Touray/Touré Toure/Turay Turay/Touray Camara/Kamara Kamara/Cammara Koroma/Coroma
Kanu/Canu Conteh/Konteh Konte/Conteh Kante/Kanteh Keita/Keyita Coulibaly/Kulibali Coulibaly/Krubally
Koulibaly/Coulibaly Sanneh/Sané Sane/Sanneh Fofanah/Fofana Fofanna/Fofana Bangura/Bangoura Sylla/Sillah Silla/Sylla
Sanyang/Saniang Darboe/Darbo Drammeh/Dramé Drame/Drammeh Dibba/Diba Kouyaté/Kuyateh Kuyate/Kouyate Sonko/Sonco
Souare/Suwareh Waggeh/Wague Dukureh/Doucouré Doukoure/Doucoure Kwame/Kwami Kwaku/Kweku Kwadwo/Kojo Kwadwo/Kwadjo
Kofi/Coffie Kofi/Koffi Kwasi/Kwesi Kwabena/Kobina Yaw/Yao Yaw/Yao Akosua/Akousa Akua/Ekua Ama/Amma Abena/Abina
Adwoa/Adjoa Adwoa/Ajua Afia/Efua Yaa/Yaah Mensah/Menssa Owusu/Owousu Osei/Osey Boateng/Boating Agyeman/Adjeman
Agyei/Adjei Acheampong/Achiampong Oluwaseun/Seun Oluwaseyi/Seyi Oluwatobi/Tobi Olusegun/Segun Oluwafemi/Femi
Olufemi/Femi Temitope/Temi Temitope/Tope Ayodele/Ayo Babatunde/Tunde Adebayo/Bayo Chukwuemeka/Emeka Chukwuma/Chuma
Ikechukwu/Ike Obinna/Obi Ngozi/Ngosi Chioma/Chiomma Nnamdi/Namdi Chinedu/Nedu Ifeanyi/Ifeanni Ugochukwu/Ugo
Uchechukwu/Uche Chidinma/Chidimma Blessing/Blesing Sunday/Sundey Musa/Moosa
"""
_POLISH = """
Łukasz/Lukasz Lukasz/Lukas Lukasz/Lucas Łukasz/Wukash Wojciech/Wojtek Wojciech/Voytek Wojciech/Woyciech Wojtek/Voytek
Krzysztof/Kristof Krzysztof/Krzystof Krzysztof/Krzysiek Krzysztof/Christopher Grzegorz/Gregorz Grzegorz/Grzesiek
Grzegorz/Gregor Grzegorz/Gzegosh Katarzyna/Kasia Katarzyna/Katarina Katarzyna/Katazyna Małgorzata/Gosia
Malgorzata/Malgosia Malgorzata/Margaret Agnieszka/Agneshka Agnieszka/Aga Agnieszka/Agnes Mateusz/Mateus
Mateusz/Matthew Mateusz/Matt Tomasz/Tomash Tomasz/Tomek Tomasz/Thomas Tomasz/Tom Bartosz/Bartosh Bartosz/Bartek
Bartłomiej/Bartek Bartłomiej/Bartlomiej Szymon/Simon Szymon/Shimon Szymon/Symon Łucja/Lucia Łucja/Lucja Michał/Michal
Michał/Michael Michal/Mihal Jakub/Kuba Jakub/Jacob Jakub/Yakub Jan/Janek Jan/Yan Jan/John Andrzej/Andrew
Andrzej/Andrej Andrzej/Andzej Piotr/Piotrek Piotr/Peter Piotr/Pyotr Paweł/Pawel Paweł/Pavel Pawel/Paul
Aleksander/Alexander Aleksandra/Alexandra Aleksandra/Ola Aleksander/Olek Magdalena/Magda Joanna/Asia Joanna/Yoanna
Joanna/Joasia Anna/Ania Barbara/Basia Beata/Beatta Dorota/Dorotha Ewa/Eva Ewa/Ewka Elżbieta/Elzbieta Elzbieta/Ela
Elżbieta/Elizabeth Jerzy/Jurek Jerzy/George Jerzy/Yezhy Stanisław/Stanislaw Stanislaw/Stanislav Stanisław/Staszek
Zbigniew/Zbyszek Zbigniew/Zbigniev Sławomir/Slawek Sławomir/Slavomir Jarosław/Jarek Jaroslaw/Yaroslav Mirosław/Mirek
Miroslaw/Miroslav Dariusz/Darek Dariusz/Darius Mariusz/Marius Arkadiusz/Arek Arkadiusz/Arkadius Adrianna/Adriana
Ireneusz/Irek Kacper/Kasper Kacper/Casper Filip/Philip Rafał/Rafal Rafal/Raphael Marek/Marc Marcin/Martin
Marcin/Marchin Maciej/Maciek Maciej/Matthias Maciej/Machey Zuzanna/Zuza Zuzanna/Susanna Zofia/Zosia Zofia/Sofia
Zofia/Sophia Wiktoria/Victoria Wiktoria/Viktoria Wiktor/Victor Weronika/Veronika Weronika/Veronica Wanda/Vanda
Waldemar/Valdemar Natalia/Nataliya Natalia/Natalka Nikola/Nicola Oliwia/Olivia Patrycja/Patricia Patrycja/Patrisia
Paulina/Paulinka Sebastian/Seba Stefania/Stephania Teresa/Theresa Urszula/Ursula Urszula/Ula Kowalski/Kovalski
Kowalski/Kowalska Nowak/Novak Wiśniewski/Wisniewski Wisniewski/Vishnevski Wójcik/Wojcik Wojcik/Voychik
Kowalczyk/Kovalchik Kamiński/Kaminski Lewandowski/Levandovski Zieliński/Zielinski Szymański/Szymanski
Szymanski/Shimanski Woźniak/Wozniak Dąbrowski/Dabrowski Dabrowski/Dombrowski Kozłowski/Kozlowski Jankowski/Yankovski
Mazur/Masur Wojciechowski/Woyciechowski Krawczyk/Kravchyk Krawczyk/Krawczik Kaczmarek/Kachmarek Piotrowski/Piotrowska
Grabowski/Grabovski Pawłowski/Pawlowski Michalski/Mihalski Zając/Zajac Zajac/Zayonc Król/Krol Wieczorek/Vyechorek
Jabłoński/Jablonski Wróbel/Wrobel Czarnecki/Charnecki Czerwiński/Czerwinski Szczepański/Szczepanski
"""
_ENGLISH = """
William/Bill William/Will William/Billy William/Liam Robert/Bob Robert/Rob Robert/Bobby Richard/Dick Richard/Rick
James/Jim James/Jimmy James/Jamie John/Jack John/Johnny Margaret/Peggy Margaret/Maggie Margaret/Meg Elizabeth/Liz
Elizabeth/Beth Elizabeth/Betty Elizabeth/Lizzie Elizabeth/Eliza Katherine/Kate Catherine/Katherine Catherine/Cathy
Kathryn/Katherine Edward/Ted Edward/Ned Edward/Eddie Thomas/Tom Thomas/Tommy Christopher/Chris Christopher/Kit
Christine/Tina Christina/Kristina Alexander/Alex Alexander/Sandy Alexandra/Sasha Alexander/Xander Andrew/Andy
Andrew/Drew Anthony/Tony Antony/Anthony Benjamin/Ben Charles/Charlie Charlotte/Lottie Charlotte/Charlie Daniel/Dan
Daniel/Danny David/Dave David/Davey Dorothy/Dot Eleanor/Ellie Eleanor/Nell Ellen/Nellie Frances/Fran Francis/Frank
Frederick/Fred Frederick/Freddie Gareth/Gaz Gary/Gaz Gerald/Gerry Geoffrey/Jeff Jeffrey/Geoffrey Harold/Harry
Harry/Henry Henrietta/Hettie Isabella/Bella Isabel/Isobel Isabella/Izzy Jacob/Jake Jacqueline/Jackie Jennifer/Jenny
Jessica/Jess Joseph/Joe Joshua/Josh Joshua/Joshy Kenneth/Ken Lawrence/Larry Laurence/Lawrence Leonard/Len Lewis/Louis
Lewis/Lou Louise/Lou Madeleine/Maddie Madeline/Maddy Matthew/Matt Matthew/Matty Mathew/Matthew Megan/Meg Michael/Mike
Michael/Mick Michael/Mikey Natalie/Nat Nathaniel/Nate Nathan/Nate Nicholas/Nick Nicola/Nicky Oliver/Ollie Olivia/Liv
Olivia/Livvy Patricia/Pat Patricia/Trish Patrick/Paddy Penelope/Penny Peter/Pete Philip/Phil Phillip/Philip
Rebecca/Becky Rebecca/Becca Rebekah/Rebecca Ronald/Ron Samantha/Sam Samuel/Sam Samuel/Sammy Sarah/Sally Sara/Sarah
Stephen/Steve Steven/Stephen Stuart/Stewart Susan/Sue Susannah/Susie Terence/Terry Theodore/Theo Theresa/Terry
Timothy/Tim Victoria/Vicky Victoria/Tori Vincent/Vince Zachary/Zac Zachary/Zack Zackery/Zachary Chloe/Khloe Chloe/Cloe
Kayleigh/Kayley Kaylee/Kayleigh Ashleigh/Ashley Aimee/Amy Amie/Amy Abigail/Abbie Abigail/Abi Abbey/Abi Alisha/Alicia
Aleesha/Alisha Alison/Ali Bethany/Beth Bradley/Brad Brian/Bryan Brooklyn/Brook Caitlin/Kaitlyn Catelyn/Caitlin
Callum/Calum Callum/Cal Cameron/Cam Carly/Karly Connor/Conor Conner/Connor Courtney/Courteney Courtney/Kortney
Darren/Daz Demi/Demmi Dylan/Dillon Ella/Ellie Emily/Em Emilie/Emily Erin/Erynn Ethan/Ethen Evie/Evey Eva/Evie
Finlay/Finley Gabriella/Gabby Georgia/Georgie Georgina/George Grace/Gracie Hannah/Hanna Imogen/Immy Isaac/Izaac
Jade/Jayde Jaden/Jayden Jasmine/Jaz Jasmin/Jasmine Jodie/Jody Jonathan/Jon Johnathan/Jonathan Jordan/Jordon Joel/Jole
Kieran/Kieron Keiran/Kieran Kyle/Kyal Lauren/Loz Leah/Lia Lee/Leigh Lily/Lilly Lillian/Lily Lucy/Lucie Luke/Lukey
Mackenzie/McKenzie Mackenzie/Kenzie Mason/Maisen Maisie/Maizie Mia/Miah Millie/Milly Mohammed/Mo Molly/Mollie
Naomi/Niomi Niamh/Neve Neil/Neal Niall/Neil Paige/Page Phoebe/Phebe Poppy/Poppie Rachel/Rach Rachael/Rachel Reece/Rhys
Reese/Reece Rhiannon/Rhian Riley/Reilly Ruby/Rubie Ryan/Rian Scarlett/Scarlet Sean/Shaun Shane/Shayne Shannon/Shan
Shaun/Shawn Sian/Shan Sinead/Shinead Sophie/Sofie Sophia/Sophie Stacey/Stacy Tegan/Teagan Tia/Tiah Toby/Tobias
Tyler/Ty Yvonne/Evonne Zoe/Zoey Smith/Smyth Clark/Clarke Thompson/Thomson Davies/Davis Davies/Daviess Brown/Browne
Green/Greene Johnson/Johnston Johnson/Jonson Reid/Reed Read/Reid Philips/Phillips Mathews/Matthews Allen/Allan
Alan/Allen Bailey/Baillie Bailey/Bayley Cooke/Cook Gray/Grey Harriss/Harris Hughes/Hughs Lewis/Louis
Macdonald/McDonald McLean/Maclean Moore/More Morris/Maurice Nicholls/Nichols Oneill/O'Neil Pearce/Pierce
Robinson/Robison Rodgers/Rogers Sheppard/Shepherd Simms/Sims Stephens/Stevens Stevenson/Stephenson Taylor/Tayler
Watts/Wats Webb/Web White/Whyte Wilkins/Wilkinson Wilson/Willson Wright/Right
"""
PAIRS: Final = {
    origin: tuple((one, other) for one, other in (pair.split("/") for pair in text.split()))
    for origin, text in {
        "albanian": _ALBANIAN,
        "arabic": _ARABIC,
        "chinese": _CHINESE,
        "english": _ENGLISH,
        "indian": _INDIAN,
        "kurdish": _KURDISH,
        "polish": _POLISH,
        "romanian": _ROMANIAN,
        "somali": _SOMALI,
        "south_asian": _SOUTH_ASIAN,
        "tigrinya": _TIGRINYA,
        "vietnamese": _VIETNAMESE,
        "west_african": _WEST_AFRICAN,
    }.items()
}
