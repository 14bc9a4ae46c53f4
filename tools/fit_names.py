"""Shares of surnames and given names, as skewed as in life; writes `src/demerit/library/nations/names-2020.txt`.

Published: Wang 7.25 %, Li 7.19 %, Zhang 6.83 % (Ministry of Public Security, 2007), 23 surnames above 10 million and
the first hundred together 85 % (2018), and 290,607 holders of the most shared full name (2014). Between these points
the shares follow Zipf's law with Mandelbrot's shift (assumption). Given names are put together from syllables, small
tables of this project's own; the shares do not depend on the sex, the characters do.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

TARGET = Path(__file__).parents[1] / "src/demerit/library/nations/names-2020.txt"
TOP_THREE = [0.0725, 0.0719, 0.0683]
FIRST_HUNDRED = 0.85
RANK_23 = 10.0e6 / 1.4e9
NO_SECOND = 0.16
"""share of given names of one syllable (assumption)"""
MOST_SHARED = 290_607 / 1.37e9
"""holders of the most shared full name over the people of 2014"""

SURNAMES = """\
王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 黄 Huang 赵 Zhao 吴 Wu 周 Zhou 徐 Xu 孙 Sun 马 Ma
朱 Zhu 胡 Hu 郭 Guo 何 He 林 Lin 高 Gao 罗 Luo 郑 Zheng 梁 Liang 谢 Xie 宋 Song 唐 Tang 许 Xu
韩 Han 邓 Deng 冯 Feng 曹 Cao 彭 Peng 曾 Zeng 肖 Xiao 田 Tian 董 Dong 潘 Pan 袁 Yuan 蔡 Cai
蒋 Jiang 余 Yu 于 Yu 杜 Du 叶 Ye 程 Cheng 魏 Wei 苏 Su 吕 Lü 丁 Ding 任 Ren 卢 Lu 姚 Yao 沈 Shen
钟 Zhong 姜 Jiang 崔 Cui 谭 Tan 陆 Lu 范 Fan 汪 Wang 廖 Liao 石 Shi 金 Jin 韦 Wei 贾 Jia 夏 Xia
付 Fu 方 Fang 邹 Zou 熊 Xiong 白 Bai 孟 Meng 秦 Qin 邱 Qiu 侯 Hou 江 Jiang 尹 Yin 薛 Xue 闫 Yan
雷 Lei 龙 Long 黎 Li 史 Shi 陶 Tao 贺 He 毛 Mao 段 Duan 郝 Hao 顾 Gu 龚 Gong 邵 Shao 万 Wan 覃 Qin
武 Wu 钱 Qian 戴 Dai 严 Yan 莫 Mo 孔 Kong 向 Xiang 常 Chang 汤 Tang 康 Kang 赖 Lai 洪 Hong 文 Wen
温 Wen 牛 Niu 樊 Fan 葛 Ge 邢 Xing 安 An 齐 Qi 易 Yi 乔 Qiao 伍 Wu 庞 Pang 颜 Yan 倪 Ni 庄 Zhuang
聂 Nie 章 Zhang 鲁 Lu 岳 Yue 翟 Zhai 殷 Yin 詹 Zhan 申 Shen 欧 Ou 耿 Geng 关 Guan 兰 Lan 焦 Jiao
俞 Yu 左 Zuo 柳 Liu 甘 Gan 祝 Zhu 包 Bao 宁 Ning 尚 Shang 符 Fu 舒 Shu 阮 Ruan 柯 Ke 纪 Ji 梅 Mei
童 Tong 凌 Ling 毕 Bi 单 Shan 季 Ji 裴 Pei 霍 Huo 涂 Tu 成 Cheng 苗 Miao 谷 Gu 盛 Sheng 曲 Qu
翁 Weng 冉 Ran 骆 Luo 蓝 Lan 路 Lu 游 You 辛 Xin 靳 Jin 欧阳 Ouyang 管 Guan 柴 Chai 蒙 Meng 鲍 Bao
华 Hua 喻 Yu 祁 Qi 蒲 Pu 房 Fang 滕 Teng 屈 Qu 饶 Rao 解 Xie 牟 Mou 艾 Ai 尤 You 阳 Yang 时 Shi
穆 Mu 农 Nong 司 Si 卓 Zhuo 古 Gu 吉 Ji 缪 Miao 简 Jian 车 Che 项 Xiang 连 Lian 芦 Lu 麦 Mai
褚 Chu 娄 Lou 窦 Dou 戚 Qi 岑 Cen 景 Jing 党 Dang 宫 Gong 费 Fei 卜 Bu 冷 Leng 晏 Yan 席 Xi 卫 Wei
米 Mi 柏 Bai 宗 Zong 瞿 Qu 桂 Gui 全 Quan 佟 Tong 应 Ying 臧 Zang 闵 Min 苟 Gou 邬 Wu 边 Bian
卞 Bian 姬 Ji 师 Shi 和 He 仇 Qiu 栾 Luan 隋 Sui 商 Shang 刁 Diao 沙 Sha 荣 Rong 巫 Wu 寇 Kou
桑 Sang 郎 Lang 甄 Zhen 丛 Cong 仲 Zhong 虞 Yu 敖 Ao 巩 Gong 明 Ming 佘 She 池 Chi 查 Zha 麻 Ma
苑 Yuan 迟 Chi 邝 Kuang 官 Guan 封 Feng 谈 Tan 匡 Kuang 鞠 Ju 惠 Hui 荆 Jing 乐 Le 冀 Ji 郁 Yu
胥 Xu 南 Nan 班 Ban 储 Chu 原 Yuan 栗 Li 燕 Yan 楚 Chu 鄢 Yan 劳 Lao 谌 Chen 奚 Xi 皮 Pi 粟 Su
冼 Xian 蔺 Lin 楼 Lou 盘 Pan 满 Man 闻 Wen 位 Wei 厉 Li 伊 Yi 仝 Tong 区 Ou 郜 Gao 海 Hai 阚 Kan
花 Hua 权 Quan 强 Qiang 帅 Shuai 屠 Tu 豆 Dou 朴 Piao 盖 Ge 练 Lian 廉 Lian 禹 Yu 井 Jing 祖 Zu
漆 Qi 巴 Ba 丰 Feng 支 Zhi 卿 Qing 国 Guo 狄 Di 平 Ping 计 Ji 索 Suo 宣 Xuan 晋 Jin 相 Xiang
初 Chu 门 Men 云 Yun 容 Rong 敬 Jing 来 Lai 扈 Hu 晁 Chao 芮 Rui 都 Du 普 Pu 阙 Que 浦 Pu 戈 Ge
伏 Fu 鹿 Lu 薄 Bo 邸 Di 雍 Yong 辜 Gu 羊 Yang 乌 Wu 母 Mu 裘 Qiu 亓 Qi 修 Xiu 邰 Tai 赫 He 杭 Hang
诸葛 Zhuge 司马 Sima 上官 Shangguan 夏侯 Xiahou"""

FIRST_OF_MEN = """\
伟 Wei 建 Jian 志 Zhi 国 Guo 明 Ming 军 Jun 文 Wen 俊 Jun 强 Qiang 海 Hai 永 Yong 磊 Lei 勇 Yong
涛 Tao 杰 Jie 超 Chao 浩 Hao 鹏 Peng 宇 Yu 子 Zi 金 Jin 振 Zhen 德 De 晓 Xiao 新 Xin 家 Jia 玉 Yu
春 Chun 天 Tian 小 Xiao 正 Zheng 立 Li 少 Shao 世 Shi 东 Dong 学 Xue 长 Chang 广 Guang 云 Yun
洋 Yang 斌 Bin 刚 Gang 亮 Liang 凯 Kai 庆 Qing 福 Fu 华 Hua 忠 Zhong 成 Cheng 光 Guang 兴 Xing
荣 Rong 泽 Ze 嘉 Jia 博 Bo 宏 Hong 林 Lin 向 Xiang 维 Wei 清 Qing"""
FIRST_OF_WOMEN = """\
丽 Li 秀 Xiu 静 Jing 淑 Shu 桂 Gui 玉 Yu 敏 Min 红 Hong 晓 Xiao 雪 Xue 艳 Yan 芳 Fang 娟 Juan
霞 Xia 燕 Yan 梅 Mei 美 Mei 春 Chun 凤 Feng 小 Xiao 文 Wen 佳 Jia 雨 Yu 欣 Xin 思 Si 婷 Ting
慧 Hui 海 Hai 金 Jin 爱 Ai 翠 Cui 兰 Lan 月 Yue 子 Zi 梦 Meng 嘉 Jia 雅 Ya 诗 Shi 素 Su 云 Yun
英 Ying 洁 Jie 琳 Lin 莉 Li 倩 Qian 丹 Dan 颖 Ying 冬 Dong 瑞 Rui 彩 Cai 巧 Qiao 银 Yin 宝 Bao
亚 Ya 若 Ruo 可 Ke 心 Xin 怡 Yi 晨 Chen 菊 Ju"""
SECOND_OF_MEN = """\
华 Hua 明 Ming 军 Jun 平 Ping 林 Lin 强 Qiang 国 Guo 辉 Hui 生 Sheng 杰 Jie 峰 Feng 龙 Long 文 Wen
涛 Tao 波 Bo 斌 Bin 祥 Xiang 宇 Yu 飞 Fei 良 Liang 海 Hai 新 Xin 伟 Wei 东 Dong 成 Cheng 云 Yun
鹏 Peng 刚 Gang 民 Min 清 Qing 荣 Rong 贵 Gui 安 An 春 Chun 福 Fu 超 Chao 亮 Liang 轩 Xuan 豪 Hao
然 Ran 涵 Han 阳 Yang 泽 Ze 博 Bo 元 Yuan 义 Yi 武 Wu 胜 Sheng 山 Shan 江 Jiang 河 He 田 Tian
才 Cai 发 Fa 全 Quan 根 Gen 松 Song 兴 Xing 富 Fu 亭 Ting 堂 Tang 友 You 坤 Kun 哲 Zhe 睿 Rui
瑞 Rui 诚 Cheng 凯 Kai 晨 Chen 宁 Ning"""
SECOND_OF_WOMEN = """\
英 Ying 珍 Zhen 兰 Lan 芳 Fang 霞 Xia 梅 Mei 华 Hua 玲 Ling 芬 Fen 红 Hong 莲 Lian 琴 Qin 娟 Juan
萍 Ping 云 Yun 香 Xiang 丽 Li 燕 Yan 敏 Min 艳 Yan 花 Hua 平 Ping 凤 Feng 荣 Rong 静 Jing 玉 Yu
琳 Lin 婷 Ting 洁 Jie 雪 Xue 怡 Yi 涵 Han 萱 Xuan 彤 Tong 颖 Ying 莹 Ying 倩 Qian 娜 Na 慧 Hui
佳 Jia 妮 Ni 菊 Ju 仙 Xian 娥 E 翠 Cui 清 Qing 欣 Xin 瑶 Yao 妍 Yan 悦 Yue 雯 Wen 蓉 Rong 蕾 Lei
薇 Wei 琪 Qi 璐 Lu 晴 Qing 梦 Meng 馨 Xin 媛 Yuan 秋 Qiu 青 Qing 春 Chun 波 Bo 文 Wen 月 Yue
宁 Ning 格 Ge 然 Ran 晶 Jing"""


def pairs(text: str) -> list[tuple[str, str]]:
    """`王 Wang 李 Li` as pairs of characters and spelling."""
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


def zipf(many: int, first: float, total: float, shift: float = 3.0) -> NDArray[np.float64]:
    """`many` falling shares, 1 / (rank + shift) ** s, of this total, with s such that the first share is `first`."""
    rank = np.arange(many) + 1 + shift

    def over(s: float) -> float:
        return float(total * rank[0] ** -s / (rank**-s).sum() - first)

    s = brentq(over, 0.0, 6.0)
    return np.asarray(total * rank**-s / (rank**-s).sum())


def surname_shares(many: int) -> NDArray[np.float64]:
    """Shares of the ranks: three given, down to rank 23 and to rank 100 by Zipf's law, the rest by the same law."""
    middle = np.geomspace(0.0545, RANK_23 * 1.01, 20)
    third = zipf(77, RANK_23 * 0.99, FIRST_HUNDRED - sum(TOP_THREE) - middle.sum(), shift=30)
    last = zipf(many - 100, third[-1] * 0.98, 1 - FIRST_HUNDRED, shift=30)
    return np.concatenate([TOP_THREE, middle, third, last])


def whole(shares: NDArray[np.float64]) -> list[int]:
    """Shares in 2**-32 that sum to exactly 2**32."""
    ends = np.rint(np.concatenate([[0.0], np.cumsum(shares / shares.sum())]) * 2**32)
    return [int(n) for n in np.diff(ends)]


def main() -> None:
    """Fit and write."""
    surnames = pairs(SURNAMES)
    assert len({name for name, _ in surnames}) == len(surnames), "a surname stands twice"
    first = list(zip(pairs(FIRST_OF_WOMEN), pairs(FIRST_OF_MEN), strict=True))
    second = list(zip(pairs(SECOND_OF_WOMEN), pairs(SECOND_OF_MEN), strict=True))
    shares = surname_shares(len(surnames))
    top = MOST_SHARED / (TOP_THREE[0] * 0.5 * NO_SECOND)
    first_shares = zipf(len(first), top, 1.0)
    second_shares = np.concatenate([[NO_SECOND], zipf(len(second), 0.03, 1 - NO_SECOND)])
    print(len(surnames), len(first), len(second), "rarest surname", shares[-1], "most common syllable", top)
    rows = [
        "# Shares in 2**-32, by tools/fit_names.py. Surnames; then first and second syllables of given names, those of"
    ]
    rows += ["# women and those of men; a second syllable of - is none."]
    rows += [f"surname {name} {said} {n}" for (name, said), n in zip(surnames, whole(shares), strict=True)]
    second.insert(0, (("-", "-"), ("-", "-")))
    for part, table, portion in (("first", first, first_shares), ("second", second, second_shares)):
        rows += [f"{part} {w} {ws} {m} {ms} {n}" for ((w, ws), (m, ms)), n in zip(table, whole(portion), strict=True)]
    TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
